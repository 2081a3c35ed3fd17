settings-administrator = isto é só para administradores
settings-seen-as = está a ver o Kith como { $name }: termine isso primeiro
settings-length = tem de ter entre 1 e { $most } caracteres
settings-key = “{ $key }” não é uma chave: use uma letra minúscula e depois letras, dígitos e traços inferiores isolados, no máximo 40
settings-currency = tem de ser uma moeda, por exemplo EUR
settings-time-zone = tem de ser um fuso horário, por exemplo Europe/Lisbon
settings-country = tem de ser um código de país de duas letras, por exemplo PT
settings-week-start = tem de ser um dia de 1, segunda-feira, a 7, domingo
settings-fiscal-start = tem de ser um mês de 1 a 12
settings-logo-file = tem de ser um ficheiro carregado
settings-logo-size = pode ter no máximo 512 KB
settings-logo-kind = tem de ser uma imagem PNG ou JPEG
settings-base-rates = já não pode mudar: já existem câmbios guardados na moeda atual
settings-base-amounts = já não pode mudar: já existem valores guardados na moeda atual ({ $modules })
settings-backups-range = tem de ser um número de 0 a { $most }
settings-backups-some = tem de ser pelo menos 1 quando não se guarda mais nada
settings-rate-of-base = { $currency } é a moeda base: o câmbio é sempre 1
settings-rate-range = tem de ser maior do que 0 e no máximo mil milhões
settings-rate-places = pode ter no máximo { $most } casas decimais
settings-field-needed = sem ele um registo não pode ser encontrado nem alterado
settings-field-names = não pode ser ocultado: dá nome aos registos ({ $modules })
settings-administrators-rights = os administradores podem fazer tudo: isso não lhes pode ser retirado
settings-rights-reach = não pode ir além da leitura: o que não se vê não se pode alterar
settings-rights-create = quem cria registos tem de poder ler alguns
settings-role-exists = já existe a função “{ $role }”
settings-role-shipped = “{ $role }” vem com o Kith e não pode ser eliminada
settings-role-held = { $count ->
    [one] { $count } utilizador tem a função “{ $role }”: dê-lhe outra primeiro
   *[other] { $count } utilizadores têm a função “{ $role }”: dê-lhes outra primeiro
}
settings-role-taken = já existe outra função com esse nome
views-administrators = só os administradores podem guardar vistas para uma função ou para todos
views-no-team = não pode ser a sua equipa: não pertence a nenhuma
views-no-name = tem de ser preenchido
views-long-name = pode ter no máximo { $most } caracteres
views-long-query = tem mais condições do que uma vista pode guardar
views-not-yours = só quem guardou esta vista a pode alterar: guarde-a com outro nome
