scripts-restored = Hemos recuperado lo que habías escrito.
scripts-discard = Descartar
scripts-copied = Copiado
scripts-failed = No ha funcionado. Inténtalo de nuevo.
scripts-offline = Sin conexión. No se ha cambiado nada.
scripts-moved = Movido a
scripts-nothing = No se ha encontrado nada
scripts-clear = Borrar
