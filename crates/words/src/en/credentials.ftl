# What is wrong with passwords and sessions.

signin-wrong = the e-mail address or the password is not right
signin-not-your-password = is not your password
signin-not-your-session = this is not your session
signin-own-eyes = you see Kith with your own eyes already
signin-short = must have at least { $least } characters
signin-long = must have at most { $most } characters
signin-like-email = must not be your e-mail address
signin-guessable = is one of the passwords that everybody tries first
