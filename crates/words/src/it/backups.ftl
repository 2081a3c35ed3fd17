backups-none = Ancora nessun backup
backups-none-scheduled = Un solo file contiene tutto. Il primo backup viene eseguito da solo all’ora indicata sopra; non serve aspettarlo.
backups-none-off = Un solo file contiene tutto. La pianificazione è disattivata: attivala qui sotto o esegui subito un backup.
backups-size = Dimensione
backups-where = Dove
backups-verified = Verifica
backups-older = { $count ->
    [one] e un altro più vecchio
   *[other] e altri { $shown } più vecchi
}
backups-verify-of = Verifica il backup del { $time }
backups-rows = { $count ->
    [one] { $shown } riga
   *[other] { $shown } righe
}
backups-scheduled = Pianificato
backups-by-hand = Manuale
backups-before-upgrade = Prima di un aggiornamento
backups-before-restore = Prima di un ripristino
backups-before-change = Prima di una modifica dei moduli
backups-on = Su { $machine }.
backups-encrypted = Cifrato.
backups-not-encrypted = Non cifrato.
backups-gone = Non c’è più
backups-not-made = Non eseguito
backups-being-made = In corso
backups-asked-for = Richiesto
backups-not-yet = Non ancora
backups-waits-for = In attesa di { $machine }
backups-begins = Inizia tra poco
backups-being-verified = Verifica in corso
backups-sound = Integro
backups-faulty = Ha problemi
backups-unknown = Verifica non riuscita
backups-started = Il backup dello spazio di lavoro è in corso
backups-verification-started = La verifica del backup è in corso
backups-act-schedule = Ha modificato la pianificazione dei backup
backups-schedule-saved = Pianificazione salvata
backups-must-be-number = deve essere un numero, per esempio 7
backups-must-be-time = deve essere un orario, per esempio 03:00
backups-now = Esegui backup ora
backups-schedule = Pianificazione
backups-schedule-hint = Dei backup pianificati restano gli ultimi di ogni giorno, settimana e mese, nel numero indicato; gli altri vengono rimossi. Quelli manuali restano finché qualcuno non ne rimuove i file.
backups-every-night = Esegui un backup ogni notte
backups-time = Ora
backups-time-zone = Nel fuso orario dell’azienda, { $zone }.
backups-daily = Backup giornalieri
backups-weekly = Backup settimanali
backups-monthly = Backup mensili
backups-daily-kept = Backup giornalieri da conservare
backups-weekly-kept = Backup settimanali da conservare
backups-monthly-kept = Backup mensili da conservare
backups-daily-hint = L’ultimo di ogni giorno.
backups-weekly-hint = L’ultimo di ogni settimana.
backups-monthly-hint = L’ultimo di ogni mese.
backups-working = Backup dello spazio di lavoro in corso
backups-progress-begins = inizia tra poco
backups-progress-about = { $count ->
    [one] { $done } di circa { $total } riga
   *[other] { $done } di circa { $total } righe
}
backups-failed = Il backup del { $time } non è stato eseguito:
backups-failed-why = motivo sconosciuto
backups-tried = { $count ->
    [one] Un tentativo finora; il prossimo è alle { $time }.
   *[other] { $count } tentativi finora; il prossimo è alle { $time }.
}
backups-last-faulty = La verifica dell’ultimo backup ha trovato problemi.
backups-last-faulty-hint = { $command } dice se li ha anche lo spazio di lavoro e che cosa fare.
backups-last-unknown = Non è stato possibile verificare l’ultimo backup.
backups-last-unknown-hint = L’elenco dice perché.
backups-next-none = Nessuno
backups-next-off = La pianificazione è disattivata
backups-next-now = Adesso
backups-next-due = È arrivato il momento
backups-next = Prossimo backup
backups-last = Ultimo backup
backups-last-sound = Ultimo verificato e integro
backups-none-yet = Ancora nessuno
backups-kept = Dove vengono conservati
backups-machine = Macchina
backups-folder = Cartella
backups-are-encrypted = Cifrati
backups-kept-hint = Un’altra cartella, meglio se su un altro disco, e un file con una passphrase si indicano in { $file } come { $folder } e { $passphrase }. La chiave dello spazio di lavoro non è in nessun backup: conservane una copia altrove.
backups-more = Maggiori informazioni sui backup
backups-way-back = Come tornare indietro
backups-way-back-hint = Su { $machine }, con l’utente che esegue Kith, questo comando mette il backup del { $time } al posto di ciò che lo spazio di lavoro contiene. Il contenuto attuale viene prima salvato.
backups-copy-command = Copia il comando
