bulk-tick-first = Seleziona prima qualche record
bulk-unknown-act = non si può fare su più record
bulk-change-some = Modifica { $count } { $modules }
bulk-change-all = Modifica tutti i record
bulk-change-matching = Modifica tutti i record che corrispondono
bulk-what = Cosa cambia
bulk-choose-field = Scegli un campo
bulk-choose-what = Scegli cosa modificare
bulk-needs-value = richiede un valore
bulk-choose = Scegli
bulk-field-add = { $field }: aggiungi
bulk-field-remove = { $field }: rimuovi
bulk-field-replace = { $field }: sostituisci
bulk-empty-it = Lascia senza valore
bulk-deleted = Record eliminati: { $count }
bulk-changed = Record modificati: { $count }
bulk-unchanged = { $count ->
    [one] { $count } era già così
   *[other] { $count } erano già così
}
bulk-left = non riuscito per { $count }: { $why }
