settings-administrator = serve un amministratore
settings-seen-as = stai vedendo Kith come { $name }: prima termina
settings-length = deve avere da 1 a { $most } caratteri
settings-key = “{ $key }” non è una chiave: usa una lettera minuscola, poi lettere, cifre e trattini bassi singoli, al massimo 40
settings-currency = deve essere una valuta, per esempio EUR
settings-time-zone = deve essere un fuso orario, per esempio Europe/Rome
settings-country = deve essere un codice paese di due lettere, per esempio IT
settings-week-start = deve essere un giorno da 1, lunedì, a 7, domenica
settings-fiscal-start = deve essere un mese da 1 a 12
settings-logo-file = deve essere un file caricato
settings-logo-size = può avere al massimo 512 KB
settings-logo-kind = deve essere un’immagine PNG o JPEG
settings-base-rates = non può più cambiare: ci sono già cambi salvati nella valuta attuale
settings-base-amounts = non può più cambiare: ci sono già importi salvati nella valuta attuale ({ $modules })
settings-backups-range = deve essere un numero da 0 a { $most }
settings-backups-some = deve essere almeno 1 se non si conserva altro
settings-rate-of-base = { $currency } è la valuta di base: il suo cambio è sempre 1
settings-rate-range = deve essere maggiore di 0 e al massimo un miliardo
settings-rate-places = può avere al massimo { $most } decimali
settings-field-needed = senza, un record non si può trovare né modificare
settings-field-names = non si può nascondere: dà il nome ai record ({ $modules })
settings-administrators-rights = gli amministratori possono fare tutto: non si può togliere loro
settings-rights-reach = non può andare oltre la lettura: ciò che non si vede non si può modificare
settings-rights-create = chi crea record deve poterne leggere alcuni
settings-role-exists = esiste già il ruolo “{ $role }”
settings-role-shipped = “{ $role }” è incluso in Kith e resta
settings-role-held = { $count ->
    [one] { $count } utente ha il ruolo “{ $role }”: prima assegnagliene un altro
   *[other] { $count } utenti hanno il ruolo “{ $role }”: prima assegna loro un altro
}
settings-role-taken = un altro ruolo si chiama così
views-administrators = solo gli amministratori possono salvare viste per un ruolo o per tutti
views-no-team = non può essere il tuo team: non ne hai uno
views-no-name = va compilato
views-long-name = può avere al massimo { $most } caratteri
views-long-query = ha più condizioni di quante una vista possa conservare
views-not-yours = solo chi ha salvato questa vista può modificarla: salvala con un altro nome
