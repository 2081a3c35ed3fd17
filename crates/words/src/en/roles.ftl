# Roles and what they may do.

roles-role = Role
roles-active-users = Active users
roles-origin = Origin
roles-yours = Yours
roles-another = Another role
roles-like = May do the same as
roles-like-nothing = Nothing at first
roles-make-role = Make role
roles-needs-a-name = must be filled
roles-made = Made the role: say what it may do
roles-act-made = Made the role { $role }
roles-rename = Rename
roles-name-saved = Saved the name
roles-act-renamed = Renamed the role { $before } to { $role }
roles-delete-this = Delete this role
roles-deleted = Deleted the role { $role }
roles-act-deleted = Deleted the role { $role }
roles-administrators = Administrators may do everything. That cannot be taken from them.
roles-may-with = May with
roles-see = see
roles-make = make
roles-change = change
roles-delete = delete
roles-scope-none = None
roles-scope-parent = With their parent
roles-scope-own = Own
roles-scope-team = Team
roles-scope-subtree = All below
roles-scope-all = All
roles-scopes-about = Own: what one owns. Team: what belongs to one's team. All below: what is owned by everybody who reports to one, directly or not. With their parent: what hangs on a record one may see.
roles-rights-save = Save rights
roles-rights-saved = Saved what { $role } may do
roles-act-rights = Changed what the role { $role } may do
roles-rights-take = Take the rights the modules come with
roles-rights-reset = { $role } may do what the modules say
roles-act-reset = Gave the role { $role } the rights it comes with
roles-rights-wrong = { $module }: { $right } { $wrong }
roles-right-create = create
roles-right-read = read
roles-right-edit = edit
roles-right-delete = delete
roles-fields = Fields
roles-fields-set = { $count ->
    [one] { $count } field set
   *[other] { $count } fields set
}
roles-fields-of = Fields of { $modules }
roles-fields-about = A hidden field does not exist for the role: not in pages, filters, reports or the API, nor what is derived from it.
roles-field-may = May
roles-level-edit = Change
roles-level-read = Read only
roles-level-hidden = Hidden
roles-fields-save = Save fields
roles-fields-saved = Saved the fields
roles-act-fields = Changed what the role { $role } may do with fields
