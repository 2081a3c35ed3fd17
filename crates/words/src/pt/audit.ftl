audit-everybody = Todos
audit-kith-itself = O próprio Kith
audit-show = Mostrar
audit-nothing = Nada aqui
audit-nothing-hint = Não há ações de quem escolheu.
audit-verification = Verificação
audit-whole = O registo está íntegro.
audit-whole-hint = Nada foi alterado, removido nem reordenado.
audit-not-whole = O registo não está íntegro.
audit-not-whole-hint = Mantenha a base de dados como está e investigue o que se segue.
audit-head = Se faltam as linhas mais recentes vê-se pelo último selo guardado na pasta de dados: { $command } compara-o também.
audit-sealed = Linhas seladas
audit-seals = Selos
audit-waiting = À espera de selo
audit-findings = Problemas encontrados
audit-at = na posição { $position }
audit-further = { $count ->
    [one] e mais um
   *[other] e mais { $shown }
}
