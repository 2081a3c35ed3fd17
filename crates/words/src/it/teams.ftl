teams-team = Team
teams-part-of = Fa parte di
teams-lead = Team leader
teams-no-other = Nessun altro team
teams-none-yet = Ancora nessun team
teams-none-about = Le persone di un team possono vedere i record l’una dell’altra, secondo il loro ruolo.
teams-people = { $count ->
    [one] { $count } persona
   *[other] { $count } persone
}
teams-another = Un altro team
teams-make = Crea team
teams-made = Team { $team } creato
teams-act-made = Ha creato il team { $team }
teams-saved = Team { $team } salvato
teams-act-changed = Ha modificato il team { $team }
teams-under-itself = renderebbe il team parte di se stesso
teams-delete-this = Elimina questo team
teams-deleted = Team { $team } eliminato
teams-act-deleted = Ha eliminato il team { $team }
