# Words of every page: acts, errors, reports.

home = Home
search = Search
new = New
new-of = New { $module }
help = Help
settings = Settings
close = Close
create = Create
remove = Remove
undo = Undo
dismiss = Dismiss
sign-out = Sign out
recycle-bin = Recycle bin
report-pipeline = Pipeline report
report-sales = Sales by agent
error-of-field = { $field } { $wrong }
form-to-mend = { $count ->
    [one] One thing to mend
   *[other] { $count } things to mend
}
actions = Actions
stop = Stop
name = Name
never = Never
none = None
yes = Yes
no = No
today = Today
yesterday = Yesterday
tomorrow = Tomorrow
date-day-month = %-d %B
date-day-month-year = %-d %B %Y
warning-unrated = { $count ->
    [one] { $currencies } has no rate: its amounts count one to one in sums in { $base }. An administrator sets rates under Administration, Currencies.
   *[other] { $currencies } have no rate: their amounts count one to one in sums in { $base }. An administrator sets rates under Administration, Currencies.
}
save = Save
cancel = Cancel
change = Change
delete = Delete
import = Import
export = Export
field = Field
more = More
show-all = Show all
show-more = Show more
previous = Previous
next = Next
pages = Pages
verify = Verify
key = Key
earlier = Earlier
and-more = and { $shown } more
failure-forged = This request did not come from Kith's own pages, so it was refused. Go back and try again.
