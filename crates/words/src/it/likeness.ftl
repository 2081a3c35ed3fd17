# Cosa si dice mentre si scrive un record che forse esiste già.

likeness-name = Esiste già con questo nome:
likeness-email = Esiste già con questa e-mail:
likeness-phone = Esiste già con questo numero di telefono:
likeness-window = (si apre in una nuova finestra)
