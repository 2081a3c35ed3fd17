signin-wrong = l’indirizzo e-mail o la password non sono corretti
signin-not-your-password = non è la tua password
signin-not-your-session = questa sessione non è tua
signin-own-eyes = vedi già Kith con i tuoi occhi
signin-short = deve avere almeno { $least } caratteri
signin-long = può avere al massimo { $most } caratteri
signin-like-email = non può essere il tuo indirizzo e-mail
signin-guessable = è una delle password che tutti provano per prime
