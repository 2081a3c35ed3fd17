# What was done, and long work.

act-sign-in = Signed in
act-sign-out = Signed out
act-see-as = Began or stopped to see as somebody else
act-change-password = Changed the password
act-token = Made or ended an API token
act-invite = Made a one-time link
act-setup = Set the workspace up
act-export = Exported
act-demo = Filled in the demo company
act-furnish = Made the first pipeline
act-create = Made a record
act-update = Changed a record
act-delete = Deleted a record
act-what = What
act-who = Who
act-when = When
act-changes = Changes
act-undone = Undone
act-as = as { $name }
progress-of = { $done } of { $total }
progress-leave = You can leave this page: it goes on by itself.
progress-look = Look again
act-undid = Undid: { $what }
act-deleted-many = { $count ->
    [one] Deleted { $count } record
   *[other] Deleted { $count } records
}
act-changed-many = { $count ->
    [one] Changed { $count } record
   *[other] Changed { $count } records
}
act-imported = Imported { $file }: { $created } created, { $updated } updated, { $unchanged } unchanged
act-saved-view = Saved the view “{ $view }”
act-removed-view = Removed the view “{ $view }”
act-saved-dashboard = Saved the dashboard “{ $dashboard }”
act-removed-dashboard = Removed the dashboard “{ $dashboard }”
act-hands-over = { $leaver } leaves, { $successor } takes over
acts-of-others = only administrators may see what others did
act-configure = Changed the settings
act-definitions = Changed the modules
act-backup = Backup
