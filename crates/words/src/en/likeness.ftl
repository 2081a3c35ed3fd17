# What is said while a record is typed of which there may be one already.

likeness-name = Already here with this name:
likeness-email = Already here with this e-mail address:
likeness-phone = Already here with this phone number:
likeness-window = (opens in a new window)
