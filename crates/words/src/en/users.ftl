# Users: listed, invited, changed, let go.

users-email = E-mail
users-role = Role
users-team = Team
users-manager = Manager
users-reports-to = Reports to
users-phone = Phone
users-user = User
users-email-hint = They sign in with it.
users-no-team = No team
users-nobody = Nobody
users-choose-somebody = Choose somebody
users-not-in-list = must be chosen from the list
users-active = Active
users-deactivated = Deactivated
users-all = All
users-is-deactivated = Deactivated
users-find = Find
users-find-users = Find users
users-nobody-here = Nobody here
users-nothing-fits = No user fits what you are looking for.
users-invite = Invite
users-who-joins = Who joins
users-invite-hint = You get a link for them to choose a password. It works once, within three days.
users-act-invited = Invited { $name }
users-act-changed = Changed { $name }
users-saved = Saved { $name }
users-link = One-time link
users-link-give = Give this link to { $name }
users-link-copy = Copy the link
users-link-hint = { $hours ->
    [one] It is shown only now, works once, and ends in { $hours } hour. Links made before it are over.
   *[other] It is shown only now, works once, and ends in { $hours } hours. Links made before it are over.
}
users-all-users = All users
users-cannot-sign-in = { $name } is deactivated and cannot sign in.
users-let-in = Let them sign in again
users-back = { $name } may sign in again
users-act-back = { $name } is back
users-signing-in = Signing in
users-link-about = A one-time link lets { $name } choose a new password. Their present one works until then.
users-link-make = Make a link
users-see-as = See as
users-see-as-about = See Kith as { $name } does, with their rights. Beginning and end are written into the audit trail.
users-leaving = Leaving
users-leaving-about = { $name } is signed out everywhere, their tokens end, and what they own goes to somebody else.
users-hand-over-to = Hand over to
users-deactivate = Deactivate
users-no-successor = must be chosen: who takes over what they own
users-left = { $count ->
   *[other] { $name } is deactivated: { $shown } records handed over
}
users-left-but = { $count ->
   *[other] { $name } is deactivated: { $shown } records handed over; { $kept } could not be, the first because { $why }
}
