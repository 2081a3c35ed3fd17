notice-nobody = só as pessoas recebem avisos
notices = Notificações
notices-see-all = Marcar todas como vistas
notices-choose = Escolher avisos
notices-choose-hint = Sobre o que quer ser avisado, e onde? O navegador pede-lhe autorização antes de o avisar.
notices-none = Nada a comunicar
notices-none-hint = Aqui aparecem o que lhe é atribuído, as menções a si, as alterações nos registos que segue e o que vence.
notices-assigned = { $who } atribuiu-lhe { $title }
notices-mentioned = { $who } mencionou-o em { $title }
notices-followed = { $who } alterou { $title }
notices-due = { $title }: a fazer agora
notices-and-more = { $title } e mais { $more }
notices-kind = Sobre o quê
notices-kind-assigned = Registos que lhe são atribuídos
notices-kind-mentioned = Menções a si
notices-kind-followed = Alterações nos registos que segue
notices-kind-due = Tarefas a fazer
notices-in-page = No Kith
notices-in-browser = Pelo navegador
notices-allow-hint = O navegador ainda não tem autorização para avisar.
notices-allow = Autorizar
notices-saved = Os seus avisos foram guardados
record-follow = Seguir
record-unfollow = Deixar de seguir
notices-bell = { $count ->
    [0] Notificações
    [one] Notificações: uma nova
   *[other] Notificações: { $shown } novas
}
