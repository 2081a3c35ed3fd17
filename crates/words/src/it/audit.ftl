audit-everybody = Tutti
audit-kith-itself = Kith stesso
audit-show = Mostra
audit-nothing = Niente da mostrare
audit-nothing-hint = Non ci sono azioni di chi hai scelto.
audit-verification = Verifica
audit-whole = Il registro è integro.
audit-whole-hint = Nulla è stato modificato, rimosso o riordinato.
audit-not-whole = Il registro non è integro.
audit-not-whole-hint = Lascia il database com’è ed esamina quanto segue.
audit-head = Se mancano le righe più recenti lo mostra l’ultimo sigillo conservato nella cartella dei dati: { $command } confronta anche quello.
audit-sealed = Righe sigillate
audit-seals = Sigilli
audit-waiting = In attesa di sigillo
audit-findings = Problemi trovati
audit-at = alla posizione { $position }
audit-further = { $count ->
    [one] e un altro
   *[other] e altri { $shown }
}
