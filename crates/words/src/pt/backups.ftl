backups-none = Ainda não há cópias de segurança
backups-none-scheduled = Um só ficheiro contém tudo. A primeira cópia é feita automaticamente à hora indicada acima; não precisa de esperar por ela.
backups-none-off = Um só ficheiro contém tudo. O agendamento está desligado: ligue-o abaixo ou faça já uma cópia.
backups-size = Tamanho
backups-where = Onde
backups-verified = Verificação
backups-older = { $count ->
    [one] e outra mais antiga
   *[other] e outras { $shown } mais antigas
}
backups-verify-of = Verificar a cópia de { $time }
backups-rows = { $count ->
    [one] { $shown } linha
   *[other] { $shown } linhas
}
backups-scheduled = Agendada
backups-by-hand = Manual
backups-before-upgrade = Antes de uma atualização
backups-before-restore = Antes de um restauro
backups-before-change = Antes de uma alteração de módulos
backups-on = Em { $machine }.
backups-encrypted = Encriptada.
backups-not-encrypted = Não encriptada.
backups-gone = Já não existe
backups-not-made = Não foi feita
backups-being-made = Em curso
backups-asked-for = Pedida
backups-not-yet = Ainda não
backups-waits-for = À espera de { $machine }
backups-begins = Começa dentro de momentos
backups-being-verified = A verificar
backups-sound = Íntegra
backups-faulty = Tem problemas
backups-unknown = Não foi possível verificar
backups-started = A cópia de segurança está a ser feita
backups-verification-started = A cópia está a ser verificada
backups-act-schedule = Alterou o agendamento das cópias de segurança
backups-schedule-saved = Agendamento guardado
backups-must-be-number = tem de ser um número, por exemplo 7
backups-must-be-time = tem de ser uma hora do dia, por exemplo 03:00
backups-now = Fazer cópia agora
backups-schedule = Agendamento
backups-schedule-hint = Das cópias agendadas ficam as últimas de cada dia, semana e mês, no número indicado; as outras são removidas. As manuais ficam até alguém remover os seus ficheiros.
backups-every-night = Fazer cópia todas as noites
backups-time = Hora
backups-time-zone = No fuso horário da empresa, { $zone }.
backups-daily = Cópias diárias
backups-weekly = Cópias semanais
backups-monthly = Cópias mensais
backups-daily-kept = Cópias diárias a conservar
backups-weekly-kept = Cópias semanais a conservar
backups-monthly-kept = Cópias mensais a conservar
backups-daily-hint = A última de cada dia.
backups-weekly-hint = A última de cada semana.
backups-monthly-hint = A última de cada mês.
backups-working = A fazer a cópia de segurança
backups-progress-begins = começa dentro de momentos
backups-progress-about = { $count ->
    [one] { $done } de cerca de { $total } linha
   *[other] { $done } de cerca de { $total } linhas
}
backups-failed = A cópia de { $time } não foi feita:
backups-failed-why = motivo desconhecido
backups-tried = { $count ->
    [one] Uma tentativa até agora; a próxima é às { $time }.
   *[other] { $count } tentativas até agora; a próxima é às { $time }.
}
backups-last-faulty = A verificação da última cópia encontrou problemas.
backups-last-faulty-hint = { $command } diz se o espaço de trabalho também os tem e o que fazer.
backups-last-unknown = Não foi possível verificar a última cópia.
backups-last-unknown-hint = A lista diz porquê.
backups-next-none = Nenhuma
backups-next-off = O agendamento está desligado
backups-next-now = Agora
backups-next-due = Chegou a sua hora
backups-next = Próxima cópia
backups-last = Última cópia
backups-last-sound = Última verificada e íntegra
backups-none-yet = Ainda nenhuma
backups-kept = Onde são guardadas
backups-machine = Máquina
backups-folder = Pasta
backups-are-encrypted = Encriptadas
backups-kept-hint = Outra pasta, de preferência noutro disco, e um ficheiro com uma frase-passe indicam-se em { $file } como { $folder } e { $passphrase }. A chave do espaço de trabalho não está em nenhuma cópia: guarde-a também noutro lugar.
backups-more = Mais sobre cópias de segurança
backups-way-back = Como voltar atrás
backups-way-back-hint = Em { $machine }, com o utilizador que executa o Kith, este comando põe a cópia de { $time } no lugar do que o espaço de trabalho contém. O conteúdo atual é guardado antes.
backups-copy-command = Copiar o comando
