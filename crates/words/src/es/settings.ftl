settings-administrator = esto requiere un administrador
settings-seen-as = estás viendo Kith como { $name }: termina eso primero
settings-length = debe tener entre 1 y { $most } caracteres
settings-key = “{ $key }” no es una clave: usa una letra minúscula y después letras, dígitos y guiones bajos sueltos, 40 como máximo
settings-currency = debe ser una moneda, por ejemplo EUR
settings-time-zone = debe ser una zona horaria, por ejemplo Europe/Madrid
settings-country = debe ser un código de país de dos letras, por ejemplo ES
settings-week-start = debe ser un día del 1, lunes, al 7, domingo
settings-fiscal-start = debe ser un mes del 1 al 12
settings-logo-file = debe ser un archivo subido
settings-logo-size = puede tener como máximo 512 KB
settings-logo-kind = debe ser una imagen PNG o JPEG
settings-base-rates = ya no se puede cambiar: hay tipos de cambio guardados en la actual
settings-base-amounts = ya no se puede cambiar: hay importes guardados en la actual ({ $modules })
settings-backups-range = debe ser un número del 0 al { $most }
settings-backups-some = debe ser al menos 1 si no se conserva nada más
settings-rate-of-base = { $currency } es la moneda base: su tipo de cambio es siempre 1
settings-rate-range = debe ser mayor que 0 y como máximo mil millones
settings-rate-places = puede tener como máximo { $most } decimales
settings-field-needed = sin él no se puede encontrar ni cambiar un registro
settings-field-names = no se puede ocultar: da nombre a los registros ({ $modules })
settings-administrators-rights = los administradores pueden hacerlo todo: no se les puede quitar
settings-rights-reach = no puede llegar más lejos que la lectura: lo que no se ve no se puede cambiar
settings-rights-create = quien crea registros tiene que poder leer algunos
settings-role-exists = ya existe el rol “{ $role }”
settings-role-shipped = “{ $role }” viene con Kith y se queda
settings-role-held = { $count ->
    [one] { $count } usuario tiene el rol “{ $role }”: asígnale otro primero
   *[other] { $count } usuarios tienen el rol “{ $role }”: asígnales otro primero
}
settings-role-taken = otro rol ya se llama así
views-administrators = solo los administradores pueden guardar vistas para un rol o para todos
views-no-team = no puede ser tu equipo: no estás en ninguno
views-no-name = debe rellenarse
views-long-name = puede tener como máximo { $most } caracteres
views-long-query = tiene más condiciones de las que puede guardar una vista
views-not-yours = solo quien guardó esta vista puede cambiarla: guárdala con otro nombre
