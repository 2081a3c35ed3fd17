# What could not be done.

failure-heading-not-found = Not found
failure-heading-forbidden = Not allowed
failure-heading-changed = It changed meanwhile
failure-heading-machine = Nothing can be saved now
failure-heading-busy = One moment
failure-heading-ours = Something went wrong
failure-heading-refused = That did not work
failure-heading-slow = Too slow
failure-slow = The request came too slowly, so it was given up. Nothing was changed: try again.
failure-sentence = { $wrong }.
failure-ours = Something went wrong on our side. It was written to the log; try again, and tell your administrator if it stays.
failure-not-found = It does not exist, or you may not see it.
go-home = Go home
page = page
user = user
company = Company
