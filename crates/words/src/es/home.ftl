home-morning = Buenos días, { $name }
home-afternoon = Buenas tardes, { $name }
home-evening = Buenas noches, { $name }
home-day = %A, %-d de %B
home-nothing-seen = tu rol aún no permite ver nada: pregunta a tu administrador
home-recent = Vistos recientemente
home-recent-none = Lo que abras queda aquí, para que lo vuelvas a encontrar.
home-starred = Favoritos
home-starred-none = Marca un registro con la estrella junto a su nombre para tenerlo a mano.
home-open-pipeline = Pipeline abierto
home-opportunities = { $count ->
    [one] { $shown } oportunidad
   *[other] { $shown } oportunidades
}
home-won = Ganado este trimestre
home-deals = { $count ->
    [one] { $shown } negocio
   *[other] { $shown } negocios
}
home-closing = Cierre esta semana
home-open-deals = { $count ->
    [one] negocio abierto
   *[other] negocios abiertos
}
home-pipeline = Mi pipeline
home-board = Tablero
home-no-open = No tienes oportunidades abiertas.
home-stage = Etapa
home-deals-of-stage = Negocios
home-amount = Importe
home-share = Proporción
home-share-of-largest = { $share } % del mayor
home-tasks = Mis tareas
home-task-new = Nueva tarea
home-task-add = Añadir
home-tasks-none = Nada que hacer. Planifica el próximo paso de un negocio o de un contacto.
home-nothing-to-do = nada que hacer
home-tasks-open = { $count ->
    [one] { $shown } tarea
   *[other] { $shown } tareas
}
home-tasks-late = { $count ->
    [one] { $shown } tarea, con retraso
   *[other] { $shown } tareas, { $late } con retraso
}
