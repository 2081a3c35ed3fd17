teams-team = Equipa
teams-part-of = Faz parte de
teams-lead = Líder
teams-no-other = Nenhuma outra equipa
teams-none-yet = Ainda não há equipas
teams-none-about = As pessoas de uma equipa podem ver os registos umas das outras, conforme a sua função.
teams-people = { $count ->
    [one] { $count } pessoa
   *[other] { $count } pessoas
}
teams-another = Outra equipa
teams-make = Criar equipa
teams-made = Equipa { $team } criada
teams-act-made = Criou a equipa { $team }
teams-saved = Equipa { $team } guardada
teams-act-changed = Alterou a equipa { $team }
teams-under-itself = faria da equipa uma parte de si própria
teams-delete-this = Eliminar esta equipa
teams-deleted = Equipa { $team } eliminada
teams-act-deleted = Eliminou a equipa { $team }
