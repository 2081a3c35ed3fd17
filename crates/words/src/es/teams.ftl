teams-team = Equipo
teams-part-of = Forma parte de
teams-lead = Líder
teams-no-other = Ningún otro equipo
teams-none-yet = Todavía no hay equipos
teams-none-about = Las personas de un equipo pueden ver los registros de las demás, según su rol.
teams-people = { $count ->
    [one] { $count } persona
   *[other] { $count } personas
}
teams-another = Otro equipo
teams-make = Crear equipo
teams-made = Equipo { $team } creado
teams-act-made = Creó el equipo { $team }
teams-saved = Equipo { $team } guardado
teams-act-changed = Cambió el equipo { $team }
teams-under-itself = haría que el equipo formara parte de sí mismo
teams-delete-this = Eliminar este equipo
teams-deleted = Equipo { $team } eliminado
teams-act-deleted = Eliminó el equipo { $team }
