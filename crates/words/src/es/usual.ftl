home = Inicio
search = Buscar
new = Nuevo
new-of = Crear { $module }
help = Ayuda
settings = Ajustes
close = Cerrar
create = Crear
remove = Quitar
undo = Deshacer
dismiss = Descartar
sign-out = Cerrar sesión
recycle-bin = Papelera
report-pipeline = Informe del pipeline
report-sales = Ventas por comercial
error-of-field = { $field }: { $wrong }
form-to-mend = { $count ->
    [one] Una cosa por corregir
   *[other] { $count } cosas por corregir
}
actions = Acciones
stop = Detener
name = Nombre
never = Nunca
none = Ninguno
yes = Sí
no = No
today = Hoy
yesterday = Ayer
tomorrow = Mañana
date-day-month = %-d de %B
date-day-month-year = %-d de %B de %Y
warning-unrated = { $count ->
    [one] { $currencies } no tiene tipo de cambio: sus importes cuentan uno a uno en las sumas en { $base }. Un administrador fija los cambios en Administración, Monedas.
   *[other] { $currencies } no tienen tipo de cambio: sus importes cuentan uno a uno en las sumas en { $base }. Un administrador fija los cambios en Administración, Monedas.
}
save = Guardar
cancel = Cancelar
change = Cambiar
delete = Eliminar
import = Importar
export = Exportar
field = Campo
more = Más
show-all = Mostrar todo
show-more = Mostrar más
previous = Anterior
next = Siguiente
pages = Páginas
verify = Verificar
key = Clave
earlier = Anteriores
and-more = y { $shown } más
failure-forged = Esta solicitud no viene de las páginas de Kith, así que se ha rechazado. Vuelve atrás e inténtalo de nuevo.
