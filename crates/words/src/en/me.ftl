# One's own settings; sessions and tokens.

me-heading = Profile and preferences
me-profile = Profile
me-profile-save = Save profile
me-profile-saved = Saved your profile
me-act-profile = Changed their own profile
me-preferences = Preferences
me-preferences-save = Save preferences
me-preferences-saved = Saved your preferences
me-act-preferences = Changed their own preferences
me-language = Language
me-time-zone-usual = That of the company
me-dates = Dates
me-numbers = Numbers
me-numbers-usual = As usual
me-appearance = Appearance
me-theme-auto = As the device
me-password = Password
me-password-legend = A new password
me-password-hint = At least ten characters; length counts, not signs. Everywhere else you are signed out.
me-password-present = Present password
me-password-new = New password
me-password-again = New password, again
me-password-change = Change password
me-password-changed = Changed your password, and signed you out everywhere else
me-password-not-the-same = must be the same as the new password
me-sessions-about = Where you are signed in. End what you do not know, and change your password.
me-sessions-end-others = End all others
me-session-ended = Ended the session
me-sessions-ended = { $count ->
    [one] Ended { $count } other session
   *[other] Ended { $count } other sessions
}
me-tokens-about = A program that signs in with your token may do what you may.
me-tokens-none-about = Make one for each program, so that each can be ended alone.
me-kith-has-no-tokens = Kith itself has no tokens
me-own-eyes = You see Kith with your own eyes again
sessions-about = A session ends after 14 days without use, and after 90 in any case.
sessions-most = The last { $count } used are shown.
sessions-signed-out = Signed { $name } out of that browser
tokens-program = Name of the program
tokens-make = Make token
tokens-no-user = must be chosen
tokens-ended = Ended the token
tokens-none-yet = No tokens yet
tokens-none-about = A program signs in with a token and may do what its user may.
tokens-new = Your new token
tokens-copy = Copy the token
tokens-shown-once = It is shown only now. Send it as { $header }.
