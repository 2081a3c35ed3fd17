signin-wrong = la dirección de correo o la contraseña no son correctas
signin-not-your-password = no es tu contraseña
signin-not-your-session = esta sesión no es tuya
signin-own-eyes = ya ves Kith con tus propios ojos
signin-short = debe tener al menos { $least } caracteres
signin-long = puede tener como máximo { $most } caracteres
signin-like-email = no puede ser tu dirección de correo
signin-guessable = es una de las contraseñas que todo el mundo prueba primero
