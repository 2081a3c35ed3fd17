act-sign-in = Iniciou sessão
act-sign-out = Terminou sessão
act-see-as = Começou ou deixou de ver como outra pessoa
act-change-password = Alterou a palavra-passe
act-token = Criou ou terminou um token da API
act-invite = Criou uma ligação de uso único
act-setup = Configurou o espaço de trabalho
act-export = Exportou
act-demo = Preencheu a empresa de demonstração
act-furnish = Criou o primeiro pipeline
act-create = Criou um registo
act-update = Alterou um registo
act-delete = Eliminou um registo
act-what = O quê
act-who = Quem
act-when = Quando
act-changes = Alterações
act-undone = Anulado
act-as = como { $name }
progress-of = { $done } de { $total }
progress-leave = Pode sair desta página: o trabalho continua sozinho.
progress-look = Ver de novo
act-undid = Anulou: { $what }
act-deleted-many = { $count ->
    [one] Eliminou { $count } registo
   *[other] Eliminou { $count } registos
}
act-changed-many = { $count ->
    [one] Alterou { $count } registo
   *[other] Alterou { $count } registos
}
act-imported = Importou { $file }: { $created } criados, { $updated } atualizados, { $unchanged } sem alterações
act-saved-view = Guardou a vista “{ $view }”
act-removed-view = Removeu a vista “{ $view }”
act-saved-dashboard = Guardou o painel “{ $dashboard }”
act-removed-dashboard = Removeu o painel “{ $dashboard }”
act-hands-over = { $leaver } sai, { $successor } assume
acts-of-others = só os administradores podem ver o que os outros fizeram
act-configure = Alterou as definições
act-definitions = Alterou os módulos
act-backup = Cópia de segurança
