signin-wrong = o endereço de e-mail ou a palavra-passe não estão corretos
signin-not-your-password = não é a sua palavra-passe
signin-not-your-session = esta sessão não é sua
signin-own-eyes = já está a ver o Kith com os seus próprios olhos
signin-short = tem de ter pelo menos { $least } caracteres
signin-long = pode ter no máximo { $most } caracteres
signin-like-email = não pode ser o seu endereço de e-mail
signin-guessable = é uma das palavras-passe que toda a gente tenta primeiro
