scripts-restored = Recuperámos o que tinha escrito.
scripts-discard = Descartar
scripts-copied = Copiado
scripts-failed = Não funcionou. Tente novamente.
scripts-offline = Sem ligação. Nada foi alterado.
scripts-moved = Movido para
scripts-nothing = Nada encontrado
scripts-clear = Limpar
