# Signing in, choosing a password, setting up.

sign-in = Sign in
sign-in-email = E-mail
sign-in-password = Password
sign-in-ended = Your session has ended. Sign in to go on where you were; what you typed in a form is kept.
set-up = Set up Kith
set-up-over = This link is over
set-up-over-hint = It works once and for a limited time. Ask your administrator for another one, or sign in.
set-up-choose-password = Choose a password
set-up-sign-in-as = You sign in as { $email }.
set-up-password-again = Password, again
set-up-password-hint = At least ten characters; length counts, not signs.
set-up-save = Save and sign in
set-up-not-the-same = must be the same as the password above
set-up-your-name = Your name
set-up-your-email = Your e-mail
set-up-email-hint = You sign in with it.
set-up-begin = Begin
