# Notifications, and following records.

notice-nobody = only people are told anything
notices = Notifications
notices-see-all = Mark all as seen
notices-choose = What to hear of
notices-choose-hint = Of what do you want to hear, and where? Your browser asks you before it says anything.
notices-none = Nothing to tell
notices-none-hint = What is assigned to you, mentions of you, what changes in records you follow and what is due stand here.
notices-assigned = { $who } assigned { $title } to you
notices-mentioned = { $who } mentioned you in { $title }
notices-followed = { $who } changed { $title }
notices-due = { $title } is due
notices-and-more = { $title } and { $more } more
notices-kind = Of what
notices-kind-assigned = Records assigned to you
notices-kind-mentioned = Mentions of you
notices-kind-followed = Changes of records you follow
notices-kind-due = Tasks that are due
notices-in-page = In Kith
notices-in-browser = By the browser
notices-allow-hint = Your browser may not tell you anything yet.
notices-allow = Allow it
notices-saved = Saved what you want to hear of
record-follow = Follow
record-unfollow = Follow no more
notices-bell = { $count ->
    [0] Notifications
    [one] Notifications: one is new
   *[other] Notifications: { $shown } are new
}
