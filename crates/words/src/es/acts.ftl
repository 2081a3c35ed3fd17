act-sign-in = Inició sesión
act-sign-out = Cerró sesión
act-see-as = Empezó o dejó de ver como otra persona
act-change-password = Cambió la contraseña
act-token = Creó o anuló un token de la API
act-invite = Creó un enlace de un solo uso
act-setup = Configuró el espacio de trabajo
act-export = Exportó
act-demo = Rellenó la empresa de demostración
act-furnish = Creó el primer pipeline
act-create = Creó un registro
act-update = Cambió un registro
act-delete = Eliminó un registro
act-what = Qué
act-who = Quién
act-when = Cuándo
act-changes = Cambios
act-undone = Deshecho
act-as = como { $name }
progress-of = { $done } de { $total }
progress-leave = Puedes salir de esta página: sigue por sí solo.
progress-look = Volver a mirar
act-undid = Deshizo: { $what }
act-deleted-many = { $count ->
    [one] Eliminó { $count } registro
   *[other] Eliminó { $count } registros
}
act-changed-many = { $count ->
    [one] Cambió { $count } registro
   *[other] Cambió { $count } registros
}
act-imported = Importó { $file }: { $created } creados, { $updated } actualizados, { $unchanged } sin cambios
act-saved-view = Guardó la vista “{ $view }”
act-removed-view = Quitó la vista “{ $view }”
act-saved-dashboard = Guardó el panel «{ $dashboard }»
act-removed-dashboard = Eliminó el panel «{ $dashboard }»
act-hands-over = { $leaver } se va, { $successor } toma el relevo
acts-of-others = solo los administradores pueden ver lo que han hecho otros
act-configure = Cambió los ajustes
act-definitions = Cambió los módulos
act-backup = Copia de seguridad
