home-morning = Bom dia, { $name }
home-afternoon = Boa tarde, { $name }
home-evening = Boa noite, { $name }
home-day = %A, %-d de %B
home-nothing-seen = a sua função ainda não permite ver nada: fale com o administrador
home-recent = Vistos recentemente
home-recent-none = O que abrir fica aqui, para o voltar a encontrar.
home-starred = Favoritos
home-starred-none = Marque um registo com a estrela junto ao nome para o ter sempre à mão.
home-open-pipeline = Pipeline em aberto
home-opportunities = { $count ->
    [1] { $shown } oportunidade
   *[other] { $shown } oportunidades
}
home-won = Ganho neste trimestre
home-deals = { $count ->
    [1] { $shown } negócio
   *[other] { $shown } negócios
}
home-closing = Fecho nesta semana
home-open-deals = { $count ->
    [1] negócio em aberto
   *[other] negócios em aberto
}
home-pipeline = O meu pipeline
home-board = Quadro
home-no-open = Não tem oportunidades em aberto.
home-stage = Etapa
home-deals-of-stage = Negócios
home-amount = Valor
home-share = Proporção
home-share-of-largest = { $share } % do maior
home-tasks = As minhas tarefas
home-task-new = Nova tarefa
home-task-add = Adicionar
home-tasks-none = Nada a fazer. Planeie o próximo passo de um negócio ou de um contacto.
home-nothing-to-do = nada a fazer
home-tasks-open = { $count ->
    [1] { $shown } tarefa
   *[other] { $shown } tarefas
}
home-tasks-late = { $count ->
    [1] { $shown } tarefa, em atraso
   *[other] { $shown } tarefas, { $late } em atraso
}
