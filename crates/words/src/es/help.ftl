help-every-day = Cada día
help-programs = Programas
help-on-this-page = En esta página
help-page = la página de ayuda “{ $page }”
help-in-english = Los textos de ayuda están en inglés.
