scripts-restored = Abbiamo ripristinato quanto avevi scritto.
scripts-discard = Scarta
scripts-copied = Copiato
scripts-failed = Non ha funzionato. Riprova.
scripts-offline = Nessuna connessione. Non è cambiato nulla.
scripts-moved = Spostato in
scripts-nothing = Nessun risultato
scripts-clear = Cancella
