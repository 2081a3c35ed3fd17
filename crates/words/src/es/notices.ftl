notice-nobody = solo las personas reciben avisos
notices = Notificaciones
notices-see-all = Marcar todas como vistas
notices-choose = Elegir avisos
notices-choose-hint = ¿De qué quieres que te avisemos, y dónde? El navegador te pide permiso antes de avisarte.
notices-none = Nada que contar
notices-none-hint = Aquí aparece lo que se te asigna, las menciones, los cambios en los registros que sigues y lo que vence.
notices-assigned = { $who } te ha asignado { $title }
notices-mentioned = { $who } te ha mencionado en { $title }
notices-followed = { $who } ha cambiado { $title }
notices-due = { $title }: toca hacerlo
notices-and-more = { $title } y { $more } más
notices-kind = De qué
notices-kind-assigned = Registros que se te asignan
notices-kind-mentioned = Menciones
notices-kind-followed = Cambios en los registros que sigues
notices-kind-due = Tareas que vencen
notices-in-page = En Kith
notices-in-browser = Por el navegador
notices-allow-hint = El navegador aún no tiene permiso para avisarte.
notices-allow = Permitir
notices-saved = Tus avisos se han guardado
record-follow = Seguir
record-unfollow = Dejar de seguir
notices-bell = { $count ->
    [0] Notificaciones
    [one] Notificaciones: una nueva
   *[other] Notificaciones: { $shown } nuevas
}
