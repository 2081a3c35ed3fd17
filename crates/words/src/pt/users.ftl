users-email = E-mail
users-role = Função
users-team = Equipa
users-manager = Chefia
users-reports-to = Reporta a
users-phone = Telefone
users-user = Utilizador
users-email-hint = É com ele que inicia sessão.
users-no-team = Sem equipa
users-nobody = Ninguém
users-choose-somebody = Escolher alguém
users-not-in-list = tem de ser escolhido da lista
users-active = Ativos
users-deactivated = Desativados
users-all = Todos
users-is-deactivated = Desativado
users-find = Procurar
users-find-users = Procurar utilizadores
users-nobody-here = Ninguém por aqui
users-nothing-fits = Nenhum utilizador corresponde ao que procura.
users-invite = Convidar
users-who-joins = Quem entra
users-invite-hint = Recebe uma ligação para que a pessoa escolha uma palavra-passe. Funciona uma só vez, durante três dias.
users-act-invited = Convidou { $name }
users-act-changed = Alterou { $name }
users-saved = Guardado: { $name }
users-link = Ligação de uso único
users-link-give = Entregue esta ligação a { $name }
users-link-copy = Copiar a ligação
users-link-hint = { $hours ->
    [one] Só é mostrada agora, funciona uma só vez e termina dentro de { $hours } hora. As ligações anteriores deixaram de ser válidas.
   *[other] Só é mostrada agora, funciona uma só vez e termina dentro de { $hours } horas. As ligações anteriores deixaram de ser válidas.
}
users-all-users = Todos os utilizadores
users-cannot-sign-in = O acesso de { $name } está desativado: não pode iniciar sessão.
users-let-in = Voltar a permitir o acesso
users-back = { $name } pode voltar a iniciar sessão
users-act-back = { $name } está de volta
users-signing-in = Início de sessão
users-link-about = Com uma ligação de uso único, { $name } escolhe uma nova palavra-passe. A atual funciona até lá.
users-link-make = Criar ligação
users-see-as = Ver como
users-see-as-about = Ver o Kith como { $name }, com as mesmas permissões. O início e o fim ficam no registo de auditoria.
users-leaving = Saída
users-leaving-about = As sessões de { $name } terminam em todo o lado, os seus tokens deixam de funcionar e os seus registos passam para outra pessoa.
users-hand-over-to = Transferir para
users-deactivate = Desativar
users-no-successor = tem de ser escolhido: quem fica com os registos
users-left = { $count ->
    [one] Acesso de { $name } desativado: { $shown } registo transferido
   *[other] Acesso de { $name } desativado: { $shown } registos transferidos
}
users-left-but = { $count ->
    [one] Acesso de { $name } desativado: { $shown } registo transferido; por transferir: { $kept }. Primeiro motivo: { $why }
   *[other] Acesso de { $name } desativado: { $shown } registos transferidos; por transferir: { $kept }. Primeiro motivo: { $why }
}
