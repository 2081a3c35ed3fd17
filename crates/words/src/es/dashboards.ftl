# Paneles.

dashboards = Paneles
dashboards-one = Panel
dashboards-new = Nuevo panel
dashboards-mine = Mi panel
dashboards-none = Todavía no hay paneles
dashboards-none-hint = Un panel muestra de un vistazo lo que buscarías en varias listas: recuentos, sumas, tendencias, gráficos. Crea uno aquí, o abre cualquier lista y elige «Añadir a un panel» en su menú.
dashboards-made-by = Creado por
dashboards-is-home = Tu inicio
dashboards-home-choose = Usar como inicio
dashboards-home-leave = Usar el inicio habitual
dashboards-saved = Panel { $dashboard } guardado
dashboards-removed = Panel { $dashboard } eliminado
dashboards-remove = Eliminar este panel
dashboards-arrange = Organizar
dashboards-done = Listo
dashboards-add = Añadir a un panel
dashboards-add-tile = Añadir un bloque
dashboards-change-tile = Cambiar el bloque
dashboards-tile = Bloque
dashboards-tile-added = Añadido a { $dashboard }
dashboards-tile-saved = Bloque guardado
dashboards-tile-removed = Bloque eliminado
dashboards-tile-unseen = Este bloque pide algo que ya no existe, o que tu rol no ve.
dashboards-no-tiles = Este panel todavía está vacío
dashboards-no-tiles-hint = Los bloques se hacen a partir de listas: abre una lista, fíltrala como quieras y elige «Añadir a un panel» en su menú.
dashboards-choose-list = Elige la lista de la que se hace el bloque.
dashboards-show = Mostrar
dashboards-open-list = Abrir la lista
dashboards-up = Mover hacia delante
dashboards-down = Mover hacia atrás
dashboards-width = Ancho
dashboards-width-usual = El más adecuado
dashboards-quarter = Un cuarto de la página
dashboards-half = Media página
dashboards-full-width = Toda la página
dashboards-show-as = Mostrar como
dashboards-choose-kind = debe elegirse
dashboards-measure = Valores
dashboards-new-name = Nombre del nuevo panel
dashboards-name-hint = Si queda vacío: { $modules }
dashboards-count = Recuento
dashboards-count-hint = Cuántos registros tiene la lista
dashboards-sum = Suma
dashboards-sum-hint = El total de un número
dashboards-trend = Tendencia
dashboards-trend-hint = Mes a mes de una fecha
dashboards-chart = Gráfico
dashboards-chart-hint = Comparación por etapa, opción o persona
dashboards-list = Lista
dashboards-list-hint = Los primeros registros, en el orden de la lista
dashboards-board = Tablero
dashboards-board-hint = Columnas con recuentos y sumas
dashboards-note-count = Número de registros
dashboards-note-list = Los primeros de la lista
dashboards-note-sum = Suma: { $number }
dashboards-note-trend = Por mes: { $field }
dashboards-note-sum-trend = Suma: { $number }, por mes: { $field }
dashboards-note-by = Por { $field }
dashboards-note-sum-by = Suma: { $number }, por { $field }
dashboards-records = Registros
dashboards-month = Mes
dashboards-others = Otros
dashboards-as-table = Como tabla
dashboards-nothing = Nada aquí por ahora en { $modules }.
dashboards-administrators = solo los administradores pueden tener paneles para un rol o para todos
dashboards-not-yours = solo quien creó este panel puede cambiarlo
dashboards-no-field = debe ser un campo de la lista adecuado para este tipo de bloque
dashboards-no-number = debe ser un número de la lista
dashboards-full = está lleno: un panel tiene como máximo { $most } bloques
dashboards-long-query = tiene más condiciones de las que puede guardar un bloque
dashboards-of-records = { $count ->
    [one] de un registro
   *[other] de { $shown } registros
}
dashboards-unseen = { $count ->
    [one] Hay un bloque que no se muestra: pide algo que ya no existe, o que tu rol no ve.
   *[other] Hay { $count } bloques que no se muestran: piden algo que ya no existe, o que tu rol no ve.
}
