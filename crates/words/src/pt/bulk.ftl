bulk-tick-first = Selecione primeiro alguns registos
bulk-unknown-act = não se pode fazer a vários registos
bulk-change-some = Alterar { $count } { $modules }
bulk-change-all = Alterar todos os registos
bulk-change-matching = Alterar todos os registos que correspondem
bulk-what = O que é alterado
bulk-choose-field = Escolha um campo
bulk-choose-what = Escolha o que alterar
bulk-needs-value = precisa de um valor
bulk-choose = Escolher
bulk-field-add = { $field }: adicionar
bulk-field-remove = { $field }: remover
bulk-field-replace = { $field }: substituir
bulk-empty-it = Deixar sem valor
bulk-deleted = Registos eliminados: { $count }
bulk-changed = Registos alterados: { $count }
bulk-unchanged = { $count ->
    [one] { $count } já estava assim
   *[other] { $count } já estavam assim
}
bulk-left = não foi possível em { $count }: { $why }
