audit-everybody = Todos
audit-kith-itself = El propio Kith
audit-show = Mostrar
audit-nothing = Nada por aquí
audit-nothing-hint = No hay acciones de quien has elegido.
audit-verification = Verificación
audit-whole = El registro está íntegro.
audit-whole-hint = No se ha cambiado, eliminado ni reordenado nada.
audit-not-whole = El registro no está íntegro.
audit-not-whole-hint = Deja la base de datos como está y examina lo que sigue.
audit-head = Si faltan las filas más recientes se ve por el último sello guardado en la carpeta de datos: { $command } también lo compara.
audit-sealed = Filas selladas
audit-seals = Sellos
audit-waiting = Pendientes de sellar
audit-findings = Problemas encontrados
audit-at = en la posición { $position }
audit-further = { $count ->
    [one] y uno más
   *[other] y { $shown } más
}
