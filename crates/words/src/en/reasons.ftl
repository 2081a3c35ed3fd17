# Why somebody may see a record.

reasons-administrators = only administrators may ask what others see
reasons-role = { $name } has the role { $role }.
reasons-deactivated = { $name } is deactivated and sees nothing.
reasons-sees-none = The role may not see { $modules }.
reasons-sees-all = The role may see all { $modules }.
reasons-sees-own = The role may see { $modules } that one owns.
reasons-sees-team = The role may see { $modules } of one's own team.
reasons-sees-subtree = The role may see { $modules } of everybody who reports to one, and one's own.
reasons-sees-parent = The role may see { $modules } that hang on a record one may see, and one's own.
reasons-no-owner = The record has no owner.
reasons-owns = { $name } owns the record.
reasons-owner-reports = The record is owned by { $owner }, who reports to { $name }.
reasons-owner-elsewhere = The record is owned by { $owner }, who does not report to { $name }.
reasons-of-team = The record is one of { $name }'s team.
reasons-of-no-team = The record is not one of { $name }'s team.
reasons-shared = The record was shared with { $name } by hand.
reasons-may = So { $name } may see it.
reasons-may-not = So { $name } may not see it.
