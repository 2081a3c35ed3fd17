# O que se diz enquanto se escreve um registo que talvez já exista.

likeness-name = Já existe com este nome:
likeness-email = Já existe com este e-mail:
likeness-phone = Já existe com este telefone:
likeness-window = (abre noutra janela)
