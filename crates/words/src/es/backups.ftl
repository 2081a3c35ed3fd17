backups-none = Aún no hay copias de seguridad
backups-none-scheduled = Un solo archivo lo contiene todo. La primera copia se hace sola a la hora indicada arriba; no hace falta esperarla.
backups-none-off = Un solo archivo lo contiene todo. La programación está desactivada: actívala abajo o haz una copia ahora.
backups-size = Tamaño
backups-where = Dónde
backups-verified = Verificación
backups-older = { $count ->
    [one] y otra más antigua
   *[other] y otras { $shown } más antiguas
}
backups-verify-of = Verificar la copia del { $time }
backups-rows = { $count ->
    [one] { $shown } fila
   *[other] { $shown } filas
}
backups-scheduled = Programada
backups-by-hand = Manual
backups-before-upgrade = Antes de una actualización
backups-before-restore = Antes de una restauración
backups-before-change = Antes de un cambio de módulos
backups-on = En { $machine }.
backups-encrypted = Cifrada.
backups-not-encrypted = Sin cifrar.
backups-gone = Ya no existe
backups-not-made = No se hizo
backups-being-made = En curso
backups-asked-for = Solicitada
backups-not-yet = Todavía no
backups-waits-for = En espera de { $machine }
backups-begins = Empieza en un momento
backups-being-verified = Verificando
backups-sound = Íntegra
backups-faulty = Tiene problemas
backups-unknown = No se pudo verificar
backups-started = La copia de seguridad está en curso
backups-verification-started = La copia se está verificando
backups-act-schedule = Cambió la programación de las copias de seguridad
backups-schedule-saved = Programación guardada
backups-must-be-number = debe ser un número, por ejemplo 7
backups-must-be-time = debe ser una hora del día, por ejemplo 03:00
backups-now = Hacer copia ahora
backups-schedule = Programación
backups-schedule-hint = De las copias programadas quedan las últimas de cada día, semana y mes, en el número indicado; las demás se quitan. Las manuales quedan hasta que alguien quite sus archivos.
backups-every-night = Hacer una copia cada noche
backups-time = Hora
backups-time-zone = En la zona horaria de la empresa, { $zone }.
backups-daily = Copias diarias
backups-weekly = Copias semanales
backups-monthly = Copias mensuales
backups-daily-kept = Copias diarias que se conservan
backups-weekly-kept = Copias semanales que se conservan
backups-monthly-kept = Copias mensuales que se conservan
backups-daily-hint = La última de cada día.
backups-weekly-hint = La última de cada semana.
backups-monthly-hint = La última de cada mes.
backups-working = Haciendo la copia de seguridad
backups-progress-begins = empieza en un momento
backups-progress-about = { $count ->
    [one] { $done } de alrededor de { $total } fila
   *[other] { $done } de alrededor de { $total } filas
}
backups-failed = La copia del { $time } no se hizo:
backups-failed-why = motivo desconocido
backups-tried = { $count ->
    [one] Un intento hasta ahora; el próximo es a las { $time }.
   *[other] { $count } intentos hasta ahora; el próximo es a las { $time }.
}
backups-last-faulty = La verificación de la última copia encontró problemas.
backups-last-faulty-hint = { $command } dice si el espacio de trabajo también los tiene y qué hacer.
backups-last-unknown = No se pudo verificar la última copia.
backups-last-unknown-hint = La lista dice por qué.
backups-next-none = Ninguna
backups-next-off = La programación está desactivada
backups-next-now = Ahora
backups-next-due = Ha llegado su hora
backups-next = Próxima copia
backups-last = Última copia
backups-last-sound = Última verificada e íntegra
backups-none-yet = Todavía ninguna
backups-kept = Dónde se guardan
backups-machine = Máquina
backups-folder = Carpeta
backups-are-encrypted = Cifradas
backups-kept-hint = Otra carpeta, mejor en otro disco, y un archivo con una frase de contraseña se indican en { $file } como { $folder } y { $passphrase }. La clave del espacio de trabajo no está en ninguna copia: guarda una copia de ella en otro sitio.
backups-more = Más sobre las copias de seguridad
backups-way-back = Cómo volver atrás
backups-way-back-hint = En { $machine }, con el usuario que ejecuta Kith, este comando pone la copia del { $time } en el lugar de lo que contiene el espacio de trabajo. Lo que contiene se guarda antes.
backups-copy-command = Copiar el comando
