bulk-tick-first = Selecciona antes algún registro
bulk-unknown-act = no se puede hacer con varios registros
bulk-change-some = Cambiar { $count } { $modules }
bulk-change-all = Cambiar todos los registros
bulk-change-matching = Cambiar todos los registros que coinciden
bulk-what = Qué cambia
bulk-choose-field = Elige un campo
bulk-choose-what = Elige qué cambiar
bulk-needs-value = necesita un valor
bulk-choose = Elegir
bulk-field-add = { $field }: añadir
bulk-field-remove = { $field }: quitar
bulk-field-replace = { $field }: reemplazar
bulk-empty-it = Dejar sin valor
bulk-deleted = Registros eliminados: { $count }
bulk-changed = Registros cambiados: { $count }
bulk-unchanged = { $count ->
    [one] { $count } ya estaba así
   *[other] { $count } ya estaban así
}
bulk-left = no ha sido posible en { $count }: { $why }
