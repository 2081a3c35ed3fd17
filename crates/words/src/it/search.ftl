search-what = Cosa cerchi?
search-what-hint = Nomi, numeri, e-mail, telefoni: basta l’inizio delle parole.
search-nothing-for = Nessun risultato per “{ $words }”
search-nothing-hint = Prova con meno parole o più corte: basta l’inizio.
search-nothing = Nessun risultato
search-go = Vai
