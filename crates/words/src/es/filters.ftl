filters-everything = todo
filters-nothing = nada
filters-and = { $first } y { $next }
filters-or = { $first } o { $next }
filters-not = no ({ $what })
filters-has = con { $what }
filters-has-with = con { $what } donde ({ $filter })
filters-unknown = { $what } no existe
filters-empty = { $field }: sin valor
filters-filled = { $field }: con valor
filters-is = { $field }: { $value }
filters-is-not = { $field }: excepto { $value }
filters-before = { $field }: antes { $value }
filters-not-after = { $field }: no después { $value }
filters-after = { $field }: después { $value }
filters-not-before = { $field }: no antes { $value }
filters-of = de { $value }
filters-less = { $field }: menos de { $value }
filters-most = { $field }: como máximo { $value }
filters-more = { $field }: más de { $value }
filters-least = { $field }: como mínimo { $value }
filters-contains = { $field }: contiene { $value }
filters-starts = { $field }: empieza por { $value }
filters-me = yo
filters-my-team = alguien de mi equipo
filters-my-people = yo o alguien que depende de mí
part-amount = importe
part-currency = moneda
part-given = nombre
part-family = apellidos
part-street = calle
part-postal-code = código postal
part-city = ciudad
part-region = región
part-country = país
period-yesterday = ayer
period-today = hoy
period-tomorrow = mañana
period-last-week = la semana pasada
period-this-week = esta semana
period-next-week = la próxima semana
period-last-month = el mes pasado
period-this-month = este mes
period-next-month = el próximo mes
period-last-quarter = el trimestre pasado
period-this-quarter = este trimestre
period-next-quarter = el próximo trimestre
period-last-year = el año pasado
period-this-year = este año
period-next-year = el próximo año
period-of-yesterday = de ayer
period-of-today = de hoy
period-of-tomorrow = de mañana
period-of-last-week = de la semana pasada
period-of-this-week = de esta semana
period-of-next-week = de la próxima semana
period-of-last-month = del mes pasado
period-of-this-month = de este mes
period-of-next-month = del próximo mes
period-of-last-quarter = del trimestre pasado
period-of-this-quarter = de este trimestre
period-of-next-quarter = del próximo trimestre
period-of-last-year = del año pasado
period-of-this-year = de este año
period-of-next-year = del próximo año
period-days-ago = { $count ->
    [one] hace { $count } día
   *[other] hace { $count } días
}
period-weeks-ago = { $count ->
    [one] hace { $count } semana
   *[other] hace { $count } semanas
}
period-months-ago = { $count ->
    [one] hace { $count } mes
   *[other] hace { $count } meses
}
period-quarters-ago = { $count ->
    [one] hace { $count } trimestre
   *[other] hace { $count } trimestres
}
period-years-ago = { $count ->
    [one] hace { $count } año
   *[other] hace { $count } años
}
period-in-days = { $count ->
    [one] dentro de { $count } día
   *[other] dentro de { $count } días
}
period-in-weeks = { $count ->
    [one] dentro de { $count } semana
   *[other] dentro de { $count } semanas
}
period-in-months = { $count ->
    [one] dentro de { $count } mes
   *[other] dentro de { $count } meses
}
period-in-quarters = { $count ->
    [one] dentro de { $count } trimestre
   *[other] dentro de { $count } trimestres
}
period-in-years = { $count ->
    [one] dentro de { $count } año
   *[other] dentro de { $count } años
}
filters-no-value = debe compararse con un valor; para encontrar lo que no tiene ninguno, usa el operador empty
filters-no-digit = debe compararse con al menos un dígito
filters-one-value = debe compararse con un solo valor; solo el operador in admite varios
filters-list-of-values = debe compararse con una lista de valores
filters-unlike = debe compararse con { $expected }
filters-stage = debe ser el ID o la clave de una etapa; ninguna etapa se llama “{ $key }”
filters-relation = no es una relación de { $module }
filters-operator = no tiene el operador “{ $name }”; tiene { $names }
filters-object = debe ser un objeto con field, op y value, o con and, or, not, related
filters-lists = debe dar una lista a and, or
filters-stranger = no puede contener “{ $name }” aquí
filters-written = debe escribirse como filter[field][op]=value
filters-json = debe ser JSON: { $error }
filters-too-deep = puede tener como máximo { $most } niveles
filters-most-tests = puede tener como máximo { $most } condiciones
filters-most-values = puede compararse como máximo con { $most } valores; hay { $count }
filters-most-values-in-all = puede comparar en total con { $most } valores como máximo
