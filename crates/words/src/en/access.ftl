# Sessions and tokens.

session-user = User
session-browser = Browser
session-address = Address
session-signed-in = Signed in
session-last-used = Last used
session-end = End the session of { $browser }
session-this = This one
session-sees-as = Sees as another
session-browser-on = { $browser } on { $system }
session-another = Another program
token-acts-for = Acts for
token-made = Made
token-ended = Ended
token-end = End the token { $name }
