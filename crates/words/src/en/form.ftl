# Forms of records.

form-may-not-create = you may not create { $modules }
form-may-not-change = you may see this { $module } but not change it
form-in-bin = it is in the bin: restore it before changing it
form-nothing-called = { $field }: nothing is called “{ $name }”
form-several-called = { $field }: several are called “{ $name }”
form-also-needed = Also needed
form-edit = Edit
form-edit-title = Edit { $record }
form-new = New
form-create-and-new = Create and new
form-save = Save
form-cancel = Cancel
form-clash = Somebody changed the same fields meanwhile
form-clash-choose = Choose what stays, then save. Everything else they changed is kept.
form-clash-mine = what you typed
form-clash-theirs = what it is now
