filters-everything = tutto
filters-nothing = niente
filters-and = { $first } e { $next }
filters-or = { $first } o { $next }
filters-not = non ({ $what })
filters-has = con { $what }
filters-has-with = con { $what } in cui ({ $filter })
filters-unknown = { $what } non esiste
filters-empty = { $field }: senza valore
filters-filled = { $field }: con un valore
filters-is = { $field }: { $value }
filters-is-not = { $field }: tranne { $value }
filters-before = { $field }: prima { $value }
filters-not-after = { $field }: non più tardi { $value }
filters-after = { $field }: più tardi { $value }
filters-not-before = { $field }: non prima { $value }
filters-of = di { $value }
filters-less = { $field }: meno di { $value }
filters-most = { $field }: al massimo { $value }
filters-more = { $field }: più di { $value }
filters-least = { $field }: almeno { $value }
filters-contains = { $field }: contiene { $value }
filters-starts = { $field }: inizia con { $value }
filters-me = io
filters-my-team = qualcuno del mio team
filters-my-people = io o qualcuno che riporta a me
part-amount = importo
part-currency = valuta
part-given = nome
part-family = cognome
part-street = via
part-postal-code = CAP
part-city = città
part-region = provincia o regione
part-country = paese
period-yesterday = ieri
period-today = oggi
period-tomorrow = domani
period-last-week = settimana scorsa
period-this-week = questa settimana
period-next-week = settimana prossima
period-last-month = mese scorso
period-this-month = questo mese
period-next-month = mese prossimo
period-last-quarter = trimestre scorso
period-this-quarter = questo trimestre
period-next-quarter = trimestre prossimo
period-last-year = anno scorso
period-this-year = quest’anno
period-next-year = anno prossimo
period-of-yesterday = di ieri
period-of-today = di oggi
period-of-tomorrow = di domani
period-of-last-week = della settimana scorsa
period-of-this-week = di questa settimana
period-of-next-week = della settimana prossima
period-of-last-month = del mese scorso
period-of-this-month = di questo mese
period-of-next-month = del mese prossimo
period-of-last-quarter = del trimestre scorso
period-of-this-quarter = di questo trimestre
period-of-next-quarter = del trimestre prossimo
period-of-last-year = dell’anno scorso
period-of-this-year = di quest’anno
period-of-next-year = dell’anno prossimo
period-days-ago = { $count ->
    [one] { $count } giorno fa
   *[other] { $count } giorni fa
}
period-weeks-ago = { $count ->
    [one] { $count } settimana fa
   *[other] { $count } settimane fa
}
period-months-ago = { $count ->
    [one] { $count } mese fa
   *[other] { $count } mesi fa
}
period-quarters-ago = { $count ->
    [one] { $count } trimestre fa
   *[other] { $count } trimestri fa
}
period-years-ago = { $count ->
    [one] { $count } anno fa
   *[other] { $count } anni fa
}
period-in-days = { $count ->
    [one] tra { $count } giorno
   *[other] tra { $count } giorni
}
period-in-weeks = { $count ->
    [one] tra { $count } settimana
   *[other] tra { $count } settimane
}
period-in-months = { $count ->
    [one] tra { $count } mese
   *[other] tra { $count } mesi
}
period-in-quarters = { $count ->
    [one] tra { $count } trimestre
   *[other] tra { $count } trimestri
}
period-in-years = { $count ->
    [one] tra { $count } anno
   *[other] tra { $count } anni
}
filters-no-value = va confrontato con un valore; per trovare ciò che non ne ha, usa l’operatore empty
filters-no-digit = va confrontato con almeno una cifra
filters-one-value = va confrontato con un solo valore; solo l’operatore in ne accetta diversi
filters-list-of-values = va confrontato con un elenco di valori
filters-unlike = va confrontato con { $expected }
filters-stage = deve essere l’ID o la chiave di una fase; nessuna fase si chiama “{ $key }”
filters-relation = non è una relazione di { $module }
filters-operator = non ha l’operatore “{ $name }”; ha { $names }
filters-object = deve essere un oggetto con field, op e value, oppure con and, or, not, related
filters-lists = deve dare un elenco ad and, or
filters-stranger = non può contenere “{ $name }” qui
filters-written = va scritto come filter[field][op]=value
filters-json = deve essere JSON: { $error }
filters-too-deep = può avere al massimo { $most } livelli
filters-most-tests = può avere al massimo { $most } condizioni
filters-most-values = si può confrontare al massimo con { $most } valori; sono { $count }
filters-most-values-in-all = può confrontare in tutto al massimo { $most } valori
