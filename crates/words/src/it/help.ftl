help-every-day = Ogni giorno
help-programs = Programmi
help-on-this-page = In questa pagina
help-page = la pagina di aiuto “{ $page }”
help-in-english = I testi di aiuto sono in inglese.
