search-what = O que procura?
search-what-hint = Nomes, números, e-mails, telefones: basta o início das palavras.
search-nothing-for = Nada encontrado para “{ $words }”
search-nothing-hint = Tente com menos palavras ou mais curtas: basta o início.
search-nothing = Nada encontrado
search-go = Ir
