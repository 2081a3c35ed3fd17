# Painéis.

dashboards = Painéis
dashboards-one = Painel
dashboards-new = Novo painel
dashboards-mine = O meu painel
dashboards-none = Ainda não há painéis
dashboards-none-hint = Um painel mostra num relance o que procuraria em várias listas: contagens, somas, tendências, gráficos. Crie um aqui, ou abra qualquer lista e escolha “Adicionar a um painel” no menu.
dashboards-made-by = Criado por
dashboards-is-home = A sua página inicial
dashboards-home-choose = Usar como página inicial
dashboards-home-leave = Usar a página inicial habitual
dashboards-saved = Painel { $dashboard } guardado
dashboards-removed = Painel { $dashboard } removido
dashboards-remove = Remover este painel
dashboards-arrange = Organizar
dashboards-done = Concluído
dashboards-add = Adicionar a um painel
dashboards-add-tile = Adicionar um bloco
dashboards-change-tile = Alterar o bloco
dashboards-tile = Bloco
dashboards-tile-added = Adicionado a { $dashboard }
dashboards-tile-saved = Bloco guardado
dashboards-tile-removed = Bloco removido
dashboards-tile-unseen = Este bloco pede algo que já não existe, ou que a sua função não vê.
dashboards-no-tiles = Este painel ainda está vazio
dashboards-no-tiles-hint = Os blocos fazem-se a partir de listas: abra uma lista, filtre-a como quiser e escolha “Adicionar a um painel” no menu.
dashboards-choose-list = Escolha a lista de que o bloco é feito.
dashboards-show = Mostrar
dashboards-open-list = Abrir a lista
dashboards-up = Mover para a frente
dashboards-down = Mover para trás
dashboards-width = Largura
dashboards-width-usual = A mais adequada
dashboards-quarter = Um quarto da página
dashboards-half = Metade da página
dashboards-full-width = A página inteira
dashboards-show-as = Mostrar como
dashboards-choose-kind = tem de ser escolhido
dashboards-measure = Valores
dashboards-new-name = Nome do novo painel
dashboards-name-hint = Se ficar vazio: { $modules }
dashboards-count = Contagem
dashboards-count-hint = Quantos registos a lista tem
dashboards-sum = Soma
dashboards-sum-hint = O total de um número
dashboards-trend = Tendência
dashboards-trend-hint = Mês a mês de uma data
dashboards-chart = Gráfico
dashboards-chart-hint = Comparação por etapa, opção ou pessoa
dashboards-list = Lista
dashboards-list-hint = Os primeiros registos, pela ordem da lista
dashboards-board = Quadro
dashboards-board-hint = Colunas com contagens e somas
dashboards-note-count = Número de registos
dashboards-note-list = Os primeiros da lista
dashboards-note-sum = Soma: { $number }
dashboards-note-trend = Por mês: { $field }
dashboards-note-sum-trend = Soma: { $number }, por mês: { $field }
dashboards-note-by = Por { $field }
dashboards-note-sum-by = Soma: { $number }, por { $field }
dashboards-records = Registos
dashboards-month = Mês
dashboards-others = Outros
dashboards-as-table = Em tabela
dashboards-nothing = Nada aqui de momento em { $modules }.
dashboards-administrators = só os administradores podem ter painéis para uma função ou para todos
dashboards-not-yours = só quem criou este painel o pode alterar
dashboards-no-field = tem de ser um campo da lista adequado a este tipo de bloco
dashboards-no-number = tem de ser um número da lista
dashboards-full = está cheio: um painel tem no máximo { $most } blocos
dashboards-long-query = tem mais condições do que um bloco pode guardar
dashboards-of-records = { $count ->
    [one] de um registo
   *[other] de { $shown } registos
}
dashboards-unseen = { $count ->
    [one] Há um bloco que não é mostrado: pede algo que já não existe, ou que a sua função não vê.
   *[other] Há { $count } blocos que não são mostrados: pedem algo que já não existe, ou que a sua função não vê.
}
