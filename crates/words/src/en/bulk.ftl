# What is done to many records.

bulk-tick-first = Tick some records first
bulk-unknown-act = is not something that can be done to several
bulk-change-some = Change { $count } { $modules }
bulk-change-all = Change all { $modules }
bulk-change-matching = Change all { $modules } that match
bulk-what = What is changed
bulk-choose-field = Choose a field
bulk-choose-what = Choose what is to be changed
bulk-needs-value = needs a value
bulk-choose = Choose
bulk-field-add = { $field }: add
bulk-field-remove = { $field }: remove
bulk-field-replace = { $field }: replace
bulk-empty-it = Empty it instead
bulk-deleted = Deleted { $count } { $modules }
bulk-changed = Changed { $count } { $modules }
bulk-unchanged = { $count } were so already
bulk-left = { $count } left: { $why }
