home = Início
search = Pesquisar
new = Novo
new-of = Criar { $module }
help = Ajuda
settings = Definições
close = Fechar
create = Criar
remove = Remover
undo = Anular
dismiss = Dispensar
sign-out = Terminar sessão
recycle-bin = Reciclagem
report-pipeline = Relatório do pipeline
report-sales = Vendas por comercial
error-of-field = { $field }: { $wrong }
form-to-mend = { $count ->
    [one] Uma coisa a corrigir
   *[other] { $count } coisas a corrigir
}
actions = Ações
stop = Parar
name = Nome
never = Nunca
none = Nenhum
yes = Sim
no = Não
today = Hoje
yesterday = Ontem
tomorrow = Amanhã
date-day-month = %-d de %B
date-day-month-year = %-d de %B de %Y
warning-unrated = { $count ->
    [one] { $currencies } não tem câmbio: os seus valores contam um para um nas somas em { $base }. Um administrador define os câmbios em Administração, Moedas.
   *[other] { $currencies } não têm câmbio: os seus valores contam um para um nas somas em { $base }. Um administrador define os câmbios em Administração, Moedas.
}
save = Guardar
cancel = Cancelar
change = Alterar
delete = Eliminar
import = Importar
export = Exportar
field = Campo
more = Mais
show-all = Mostrar tudo
show-more = Mostrar mais
previous = Anterior
next = Seguinte
pages = Páginas
verify = Verificar
key = Chave
earlier = Anteriores
and-more = e mais { $shown }
failure-forged = Este pedido não veio das páginas do Kith, por isso foi recusado. Volte atrás e tente novamente.
