# Dashboard.

dashboards = Dashboard
dashboards-one = Dashboard
dashboards-new = Nuova dashboard
dashboards-mine = La mia dashboard
dashboards-none = Ancora nessuna dashboard
dashboards-none-hint = Una dashboard mostra a colpo d’occhio ciò che cercheresti in più elenchi: conteggi, somme, andamenti, grafici. Creane una qui, oppure apri un elenco e scegli “Aggiungi a una dashboard” dal menu.
dashboards-made-by = Creata da
dashboards-is-home = La tua home
dashboards-home-choose = Usa come home
dashboards-home-leave = Usa la home consueta
dashboards-saved = Dashboard { $dashboard } salvata
dashboards-removed = Dashboard { $dashboard } rimossa
dashboards-remove = Rimuovi questa dashboard
dashboards-arrange = Disponi
dashboards-done = Fatto
dashboards-add = Aggiungi a una dashboard
dashboards-add-tile = Aggiungi un riquadro
dashboards-change-tile = Modifica il riquadro
dashboards-tile = Riquadro
dashboards-tile-added = Aggiunto a { $dashboard }
dashboards-tile-saved = Riquadro salvato
dashboards-tile-removed = Riquadro rimosso
dashboards-tile-unseen = Questo riquadro chiede qualcosa che non esiste più, o che il tuo ruolo non vede.
dashboards-no-tiles = Questa dashboard è ancora vuota
dashboards-no-tiles-hint = I riquadri nascono dagli elenchi: apri un elenco, filtralo come vuoi e scegli “Aggiungi a una dashboard” dal menu.
dashboards-choose-list = Scegli l’elenco da cui nasce il riquadro.
dashboards-show = Mostra
dashboards-open-list = Apri l’elenco
dashboards-up = Sposta avanti
dashboards-down = Sposta indietro
dashboards-width = Larghezza
dashboards-width-usual = Quella più adatta
dashboards-quarter = Un quarto della pagina
dashboards-half = Metà della pagina
dashboards-full-width = Tutta la pagina
dashboards-show-as = Mostra come
dashboards-choose-kind = va scelto
dashboards-measure = Valori
dashboards-new-name = Nome della nuova dashboard
dashboards-name-hint = Se resta vuoto: { $modules }
dashboards-count = Conteggio
dashboards-count-hint = Quanti record contiene l’elenco
dashboards-sum = Somma
dashboards-sum-hint = Il totale di un numero
dashboards-trend = Andamento
dashboards-trend-hint = Mese per mese di una data
dashboards-chart = Grafico
dashboards-chart-hint = Confronto per fase, opzione o persona
dashboards-list = Elenco
dashboards-list-hint = I primi record, nell’ordine dell’elenco
dashboards-board = Bacheca
dashboards-board-hint = Colonne con conteggi e somme
dashboards-note-count = Numero di record
dashboards-note-list = I primi dell’elenco
dashboards-note-sum = Somma: { $number }
dashboards-note-trend = Per mese: { $field }
dashboards-note-sum-trend = Somma: { $number }, per mese: { $field }
dashboards-note-by = Per { $field }
dashboards-note-sum-by = Somma: { $number }, per { $field }
dashboards-records = Record
dashboards-month = Mese
dashboards-others = Altri
dashboards-as-table = Come tabella
dashboards-nothing = Niente qui al momento in { $modules }.
dashboards-administrators = solo gli amministratori possono tenere dashboard per un ruolo o per tutti
dashboards-not-yours = solo chi ha creato questa dashboard può modificarla
dashboards-no-field = deve essere un campo dell’elenco adatto a questo tipo di riquadro
dashboards-no-number = deve essere un numero dell’elenco
dashboards-full = è piena: una dashboard contiene al massimo { $most } riquadri
dashboards-long-query = ha più condizioni di quante un riquadro possa conservare
dashboards-of-records = { $count ->
    [one] di un record
   *[other] di { $shown } record
}
dashboards-unseen = { $count ->
    [one] Un riquadro non è mostrato: chiede qualcosa che non esiste più, o che il tuo ruolo non vede.
   *[other] { $count } riquadri non sono mostrati: chiedono qualcosa che non esiste più, o che il tuo ruolo non vede.
}
