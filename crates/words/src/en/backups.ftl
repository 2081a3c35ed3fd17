# Backups: the list, the schedule, how they stand, the way back.

backups-none = No backups yet
backups-none-scheduled = One file holds everything. The first is made by itself at the time above; you need not wait for it.
backups-none-off = One file holds everything. The schedule is off: turn it on below, or back up now.
backups-size = Size
backups-where = Where
backups-verified = Verified
backups-older = { $count ->
    [one] and { $shown } older one
   *[other] and { $shown } older ones
}
backups-verify-of = Verify the backup of { $time }
backups-rows = { $count ->
    [one] { $shown } row
   *[other] { $shown } rows
}
backups-scheduled = Scheduled
backups-by-hand = By hand
backups-before-upgrade = Before an upgrade
backups-before-restore = Before a restore
backups-before-change = Before a change of definitions
backups-on = On { $machine }.
backups-encrypted = Encrypted.
backups-not-encrypted = Not encrypted.
backups-gone = Not there any more
backups-not-made = Not made
backups-being-made = Being made
backups-asked-for = Asked for
backups-not-yet = Not yet
backups-waits-for = Waits for { $machine }
backups-begins = Begins in a moment
backups-being-verified = Being verified
backups-sound = Sound
backups-faulty = Something was found
backups-unknown = Could not be verified
backups-started = The workspace is being backed up
backups-verification-started = The backup is being verified
backups-act-schedule = Changed the schedule of backups
backups-schedule-saved = Saved the schedule
backups-must-be-number = must be a number such as 7
backups-must-be-time = must be a time of day such as 03:00
backups-now = Back up now
backups-schedule = Schedule
backups-schedule-hint = Of the scheduled backups the last ones of so many days, weeks and months stay; others are removed. Those made by hand stay until somebody removes their files.
backups-every-night = Back up every night
backups-time = Time
backups-time-zone = In the company's time zone, { $zone }.
backups-daily = Daily backups
backups-weekly = Weekly backups
backups-monthly = Monthly backups
backups-daily-kept = Daily backups kept
backups-weekly-kept = Weekly backups kept
backups-monthly-kept = Monthly backups kept
backups-daily-hint = The last of each day.
backups-weekly-hint = The last of each week.
backups-monthly-hint = The last of each month.
backups-working = Backing the workspace up
backups-progress-begins = begins in a moment
backups-progress-about = { $count ->
    [one] { $done } of about { $total } row
   *[other] { $done } of about { $total } rows
}
backups-failed = The backup of { $time } was not made:
backups-failed-why = nobody knows why
backups-tried = { $count ->
    [one] Tried { $count } time; tried again at { $time }.
   *[other] Tried { $count } times; tried again at { $time }.
}
backups-last-faulty = Verifying the last backup found something.
backups-last-faulty-hint = { $command } says whether the workspace has the same, and what to do.
backups-last-unknown = The last backup could not be verified.
backups-last-unknown-hint = The list says why.
backups-next-none = None
backups-next-off = The schedule is off
backups-next-now = Now
backups-next-due = Its time has come
backups-next = Next backup
backups-last = Last backup
backups-last-sound = Last one found sound
backups-none-yet = None yet
backups-kept = Where they are kept
backups-machine = Machine
backups-folder = Folder
backups-are-encrypted = Encrypted
backups-kept-hint = Another folder, best on another disk, and a file with a passphrase are named in { $file } as { $folder } and { $passphrase }. The key of the workspace is in no backup: keep a copy of it elsewhere.
backups-more = More about backups
backups-way-back = How to go back
backups-way-back-hint = On { $machine }, as the user that runs Kith, this puts the backup of { $time } in the place of what the workspace holds. What it holds is saved first.
backups-copy-command = Copy the command
