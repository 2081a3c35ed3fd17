search-what = ¿Qué buscas?
search-what-hint = Nombres, números, correos, teléfonos: basta con el principio de las palabras.
search-nothing-for = Nada encontrado para “{ $words }”
search-nothing-hint = Prueba con menos palabras o más cortas: basta con el principio.
search-nothing = Nada encontrado
search-go = Ir
