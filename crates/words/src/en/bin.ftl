# The recycle bin.

bin-nothing-may = you may not delete anything, so your bin is empty
bin-what = What was deleted, with everything that hangs on it. Restoring brings all of it back.
bin-modules = Modules
bin-empty = No deleted { $modules }
bin-empty-hint = What you delete comes here and can be brought back.
bin-pages = Pages
bin-next = Next
bin-deleted = Deleted
bin-owner = Owner
bin-restore = Restore
bin-remove = Remove for good
bin-remove-sure = Remove { $record } for good? This cannot be undone.
