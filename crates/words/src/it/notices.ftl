notice-nobody = solo le persone ricevono avvisi
notices = Notifiche
notices-see-all = Segna tutte come viste
notices-choose = Scegli gli avvisi
notices-choose-hint = Di che cosa vuoi essere avvisato, e dove? Il browser te lo chiede prima di avvisarti.
notices-none = Niente da segnalare
notices-none-hint = Qui trovi quello che ti viene assegnato, le menzioni, le modifiche dei record che segui e le scadenze.
notices-assigned = { $who } ti ha assegnato { $title }
notices-mentioned = { $who } ti ha menzionato in { $title }
notices-followed = { $who } ha modificato { $title }
notices-due = { $title }: è il momento
notices-and-more = { $title } e altri { $more }
notices-kind = Di che cosa
notices-kind-assigned = Record assegnati a te
notices-kind-mentioned = Menzioni
notices-kind-followed = Modifiche dei record che segui
notices-kind-due = Attività in scadenza
notices-in-page = In Kith
notices-in-browser = Dal browser
notices-allow-hint = Il browser non ha ancora il permesso di avvisarti.
notices-allow = Consenti
notices-saved = I tuoi avvisi sono stati salvati
record-follow = Segui
record-unfollow = Non seguire più
notices-bell = { $count ->
    [0] Notifiche
    [one] Notifiche: una nuova
   *[other] Notifiche: { $shown } nuove
}
