# Help.

help-every-day = Every day
help-programs = Programs
help-on-this-page = On this page
help-page = the help page “{ $page }”
help-in-english = The help texts are in English.
