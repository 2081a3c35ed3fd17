home = Home
search = Cerca
new = Nuovo
new-of = Crea { $module }
help = Aiuto
settings = Impostazioni
close = Chiudi
create = Crea
remove = Rimuovi
undo = Annulla
dismiss = Chiudi
sign-out = Esci
recycle-bin = Cestino
report-pipeline = Report pipeline
report-sales = Vendite per agente
error-of-field = { $field }: { $wrong }
form-to-mend = { $count ->
    [one] Una cosa da correggere
   *[other] { $count } cose da correggere
}
actions = Azioni
stop = Ferma
name = Nome
never = Mai
none = Nessuno
yes = Sì
no = No
today = Oggi
yesterday = Ieri
tomorrow = Domani
date-day-month = %-d %B
date-day-month-year = %-d %B %Y
warning-unrated = { $count ->
    [one] { $currencies } non ha un cambio: i suoi importi contano uno a uno nelle somme in { $base }. Un amministratore imposta i cambi in Amministrazione, Valute.
   *[other] { $currencies } non hanno un cambio: i loro importi contano uno a uno nelle somme in { $base }. Un amministratore imposta i cambi in Amministrazione, Valute.
}
save = Salva
cancel = Annulla
change = Modifica
delete = Elimina
import = Importa
export = Esporta
field = Campo
more = Altro
show-all = Mostra tutto
show-more = Mostra altro
previous = Precedente
next = Successiva
pages = Pagine
verify = Verifica
key = Chiave
earlier = Precedenti
and-more = e ancora { $shown }
failure-forged = Questa richiesta non proviene dalle pagine di Kith, quindi è stata rifiutata. Torna indietro e riprova.
