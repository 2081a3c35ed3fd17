# What came of making and verifying backups.

backup-being-made = a backup is being made already
backup-file-gone = there is no such file any more
backup-folder-gone = { $folder }: the folder for backups is not there: mount its disk, make it, or name another in backup_folder
backup-no-passphrase = { $file } must hold a passphrase in its first line
backup-disk-full = the disk of { $folder } is full: make room there
backup-verify-disk-full = the disk of { $folder } is full: make room there and verify it again
backup-verify-no-room = verifying takes about { $needed } MB in { $folder } and { $free } MB are free: make room there and verify it again
backup-verify-no-passphrase = it is encrypted, and no file with its passphrase is named in backup_passphrase_file
backup-verify-broken-off = it was broken off: verify it again
backup-verify-ended = Kith ended while it was verified: verify it again
backup-other-key = the audit trail was not looked at: it was sealed with another key
backup-more-findings = and { $count } more
