users-email = E-mail
users-role = Ruolo
users-team = Team
users-manager = Superiore
users-reports-to = Riporta a
users-phone = Telefono
users-user = Utente
users-email-hint = La usa per accedere.
users-no-team = Nessun team
users-nobody = Nessuno
users-choose-somebody = Scegli una persona
users-not-in-list = deve essere scelto dall’elenco
users-active = Attivi
users-deactivated = Disattivati
users-all = Tutti
users-is-deactivated = Disattivato
users-find = Trova
users-find-users = Trova utenti
users-nobody-here = Qui non c’è nessuno
users-nothing-fits = Nessun utente corrisponde a ciò che cerchi.
users-invite = Invita
users-who-joins = Chi si unisce
users-invite-hint = Ricevi un link con cui la persona sceglie una password. Funziona una volta sola, entro tre giorni.
users-act-invited = Ha invitato { $name }
users-act-changed = Ha modificato { $name }
users-saved = Salvato: { $name }
users-link = Link monouso
users-link-give = Dai questo link a { $name }
users-link-copy = Copia il link
users-link-hint = { $hours ->
    [one] Viene mostrato solo ora, funziona una volta sola e scade tra { $hours } ora. I link precedenti non sono più validi.
   *[other] Viene mostrato solo ora, funziona una volta sola e scade tra { $hours } ore. I link precedenti non sono più validi.
}
users-all-users = Tutti gli utenti
users-cannot-sign-in = L’accesso di { $name } è disattivato: non può accedere.
users-let-in = Consenti di nuovo l’accesso
users-back = { $name } può accedere di nuovo
users-act-back = { $name } è di nuovo tra gli utenti
users-signing-in = Accesso
users-link-about = Con un link monouso { $name } sceglie una nuova password. Fino ad allora vale quella attuale.
users-link-make = Crea un link
users-see-as = Vedi come
users-see-as-about = Vedi Kith come lo vede { $name }, con gli stessi diritti. Inizio e fine vengono scritti nel registro di controllo.
users-leaving = Uscita dall’azienda
users-leaving-about = Le sessioni di { $name } terminano ovunque, i suoi token vengono revocati e i suoi record passano a un’altra persona.
users-hand-over-to = Passa a
users-deactivate = Disattiva
users-no-successor = deve essere scelto: chi prende in carico i suoi record
users-left = { $count ->
    [one] Accesso di { $name } disattivato: { $shown } record trasferito
   *[other] Accesso di { $name } disattivato: { $shown } record trasferiti
}
users-left-but = { $count ->
    [one] Accesso di { $name } disattivato: { $shown } record trasferito; non trasferiti: { $kept }. Primo motivo: { $why }
   *[other] Accesso di { $name } disattivato: { $shown } record trasferiti; non trasferiti: { $kept }. Primo motivo: { $why }
}
