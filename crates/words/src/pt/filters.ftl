filters-everything = tudo
filters-nothing = nada
filters-and = { $first } e { $next }
filters-or = { $first } ou { $next }
filters-not = não ({ $what })
filters-has = com { $what }
filters-has-with = com { $what } em que ({ $filter })
filters-unknown = { $what } não existe
filters-empty = { $field }: sem valor
filters-filled = { $field }: com valor
filters-is = { $field }: { $value }
filters-is-not = { $field }: exceto { $value }
filters-before = { $field }: antes { $value }
filters-not-after = { $field }: não depois { $value }
filters-after = { $field }: depois { $value }
filters-not-before = { $field }: não antes { $value }
filters-of = de { $value }
filters-less = { $field }: menos de { $value }
filters-most = { $field }: no máximo { $value }
filters-more = { $field }: mais de { $value }
filters-least = { $field }: no mínimo { $value }
filters-contains = { $field }: contém { $value }
filters-starts = { $field }: começa por { $value }
filters-me = eu
filters-my-team = alguém da minha equipa
filters-my-people = eu ou alguém que me reporta
part-amount = valor
part-currency = moeda
part-given = nome próprio
part-family = apelido
part-street = rua
part-postal-code = código postal
part-city = localidade
part-region = região
part-country = país
period-yesterday = ontem
period-today = hoje
period-tomorrow = amanhã
period-last-week = semana passada
period-this-week = esta semana
period-next-week = próxima semana
period-last-month = mês passado
period-this-month = este mês
period-next-month = próximo mês
period-last-quarter = trimestre passado
period-this-quarter = este trimestre
period-next-quarter = próximo trimestre
period-last-year = ano passado
period-this-year = este ano
period-next-year = próximo ano
period-of-yesterday = de ontem
period-of-today = de hoje
period-of-tomorrow = de amanhã
period-of-last-week = da semana passada
period-of-this-week = desta semana
period-of-next-week = da próxima semana
period-of-last-month = do mês passado
period-of-this-month = deste mês
period-of-next-month = do próximo mês
period-of-last-quarter = do trimestre passado
period-of-this-quarter = deste trimestre
period-of-next-quarter = do próximo trimestre
period-of-last-year = do ano passado
period-of-this-year = deste ano
period-of-next-year = do próximo ano
period-days-ago = { $count ->
    [one] há { $count } dia
   *[other] há { $count } dias
}
period-weeks-ago = { $count ->
    [one] há { $count } semana
   *[other] há { $count } semanas
}
period-months-ago = { $count ->
    [one] há { $count } mês
   *[other] há { $count } meses
}
period-quarters-ago = { $count ->
    [one] há { $count } trimestre
   *[other] há { $count } trimestres
}
period-years-ago = { $count ->
    [one] há { $count } ano
   *[other] há { $count } anos
}
period-in-days = { $count ->
    [one] daqui a { $count } dia
   *[other] daqui a { $count } dias
}
period-in-weeks = { $count ->
    [one] daqui a { $count } semana
   *[other] daqui a { $count } semanas
}
period-in-months = { $count ->
    [one] daqui a { $count } mês
   *[other] daqui a { $count } meses
}
period-in-quarters = { $count ->
    [one] daqui a { $count } trimestre
   *[other] daqui a { $count } trimestres
}
period-in-years = { $count ->
    [one] daqui a { $count } ano
   *[other] daqui a { $count } anos
}
filters-no-value = tem de ser comparado com um valor; para encontrar o que não tem nenhum, use o operador empty
filters-no-digit = tem de ser comparado com pelo menos um dígito
filters-one-value = tem de ser comparado com um só valor; apenas o operador in aceita vários
filters-list-of-values = tem de ser comparado com uma lista de valores
filters-unlike = tem de ser comparado com { $expected }
filters-stage = tem de ser o ID ou a chave de uma etapa; nenhuma etapa se chama “{ $key }”
filters-relation = não é uma relação de { $module }
filters-operator = não tem o operador “{ $name }”; tem { $names }
filters-object = tem de ser um objeto com field, op e value, ou com and, or, not, related
filters-lists = tem de dar uma lista a and, or
filters-stranger = não pode ter “{ $name }” aqui
filters-written = tem de ser escrito como filter[field][op]=value
filters-json = tem de ser JSON: { $error }
filters-too-deep = pode ter no máximo { $most } níveis
filters-most-tests = pode ter no máximo { $most } condições
filters-most-values = pode ser comparado com { $most } valores no máximo; são { $count }
filters-most-values-in-all = pode comparar com { $most } valores no máximo, ao todo
