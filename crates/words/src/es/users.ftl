users-email = Correo electrónico
users-role = Rol
users-team = Equipo
users-manager = Superior
users-reports-to = Depende de
users-phone = Teléfono
users-user = Usuario
users-email-hint = Con él inicia sesión.
users-no-team = Sin equipo
users-nobody = Nadie
users-choose-somebody = Elige a alguien
users-not-in-list = debe elegirse de la lista
users-active = Activos
users-deactivated = Desactivados
users-all = Todos
users-is-deactivated = Desactivado
users-find = Buscar
users-find-users = Buscar usuarios
users-nobody-here = No hay nadie aquí
users-nothing-fits = Ningún usuario coincide con lo que buscas.
users-invite = Invitar
users-who-joins = Quién se incorpora
users-invite-hint = Recibes un enlace para que la persona elija una contraseña. Funciona una sola vez, durante tres días.
users-act-invited = Invitó a { $name }
users-act-changed = Cambió a { $name }
users-saved = Guardado: { $name }
users-link = Enlace de un solo uso
users-link-give = Da este enlace a { $name }
users-link-copy = Copiar el enlace
users-link-hint = { $hours ->
    [one] Solo se muestra ahora, funciona una sola vez y caduca en { $hours } hora. Los enlaces anteriores ya no son válidos.
   *[other] Solo se muestra ahora, funciona una sola vez y caduca en { $hours } horas. Los enlaces anteriores ya no son válidos.
}
users-all-users = Todos los usuarios
users-cannot-sign-in = El acceso de { $name } está desactivado: no puede iniciar sesión.
users-let-in = Volver a permitir el acceso
users-back = { $name } puede volver a iniciar sesión
users-act-back = { $name } está de vuelta
users-signing-in = Inicio de sesión
users-link-about = Con un enlace de un solo uso, { $name } elige una contraseña nueva. La actual funciona hasta entonces.
users-link-make = Crear enlace
users-see-as = Ver como
users-see-as-about = Ver Kith como lo ve { $name }, con sus permisos. El principio y el final quedan en el registro de auditoría.
users-leaving = Salida
users-leaving-about = Las sesiones de { $name } se cierran en todas partes, sus tokens se anulan y sus registros pasan a otra persona.
users-hand-over-to = Traspasar a
users-deactivate = Desactivar
users-no-successor = debe elegirse: quién se queda con sus registros
users-left = { $count ->
    [one] Acceso de { $name } desactivado: { $shown } registro traspasado
   *[other] Acceso de { $name } desactivado: { $shown } registros traspasados
}
users-left-but = { $count ->
    [one] Acceso de { $name } desactivado: { $shown } registro traspasado; sin traspasar: { $kept }. Primer motivo: { $why }
   *[other] Acceso de { $name } desactivado: { $shown } registros traspasados; sin traspasar: { $kept }. Primer motivo: { $why }
}
