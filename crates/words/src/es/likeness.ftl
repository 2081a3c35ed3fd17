# Lo que se dice mientras se escribe un registro que quizá ya existe.

likeness-name = Ya existe con este nombre:
likeness-email = Ya existe con este correo:
likeness-phone = Ya existe con este teléfono:
likeness-window = (se abre en otra ventana)
