home-morning = Buongiorno, { $name }
home-afternoon = Buon pomeriggio, { $name }
home-evening = Buonasera, { $name }
home-day = %A %-d %B
home-nothing-seen = il tuo ruolo non può ancora vedere nulla: chiedi al tuo amministratore
home-recent = Visti di recente
home-recent-none = Quello che apri resta qui, così lo ritrovi.
home-starred = Preferiti
home-starred-none = Segna un record con la stella accanto al nome per averlo a portata di mano.
home-open-pipeline = Pipeline aperta
home-opportunities = { $shown } opportunità
home-won = Vinto in questo trimestre
home-deals = { $count ->
    [one] { $shown } trattativa
   *[other] { $shown } trattative
}
home-closing = In chiusura questa settimana
home-open-deals = { $count ->
    [one] trattativa aperta
   *[other] trattative aperte
}
home-pipeline = La mia pipeline
home-board = Bacheca
home-no-open = Non hai opportunità aperte.
home-stage = Fase
home-deals-of-stage = Trattative
home-amount = Importo
home-share = Quota
home-share-of-largest = { $share } % del maggiore
home-tasks = Le mie attività
home-task-new = Nuova attività
home-task-add = Aggiungi
home-tasks-none = Niente da fare. Pianifica il prossimo passo di una trattativa o di un contatto.
home-nothing-to-do = niente da fare
home-tasks-open = { $shown } attività
home-tasks-late = { $count ->
    [one] { $shown } attività, in ritardo
   *[other] { $shown } attività, { $late } in ritardo
}
