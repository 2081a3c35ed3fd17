help-every-day = No dia a dia
help-programs = Programas
help-on-this-page = Nesta página
help-page = a página de ajuda “{ $page }”
help-in-english = Os textos de ajuda estão em inglês.
