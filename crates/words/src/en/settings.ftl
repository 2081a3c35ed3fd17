# What settings, roles, rates and views cannot be.

settings-administrator = this takes an administrator
settings-seen-as = you see Kith as { $name }: end that first
settings-length = must have 1 to { $most } characters
settings-key = “{ $key }” is not a key: use a lower-case letter, then letters, digits and single underscores, 40 at most
settings-currency = must be a currency such as EUR
settings-time-zone = must be a time zone such as Europe/Lisbon
settings-country = must be a two-letter country code such as PT
settings-week-start = must be a day from 1, Monday, to 7, Sunday
settings-fiscal-start = must be a month from 1 to 12
settings-logo-file = must be an uploaded file
settings-logo-size = must be at most 512 KB
settings-logo-kind = must be a PNG or JPEG picture
settings-base-rates = cannot change any more: there are rates already, kept in the present one
settings-base-amounts = cannot change any more: there are amounts in { $modules } already, kept in the present one
settings-backups-range = must be a number from 0 to { $most }
settings-backups-some = must be at least 1 where nothing else is kept
settings-rate-of-base = { $currency } is the base currency: its rate is always 1
settings-rate-range = must be more than 0 and at most a billion
settings-rate-places = must have at most { $most } decimal places
settings-field-needed = a record without it cannot be found or changed
settings-field-names = cannot be hidden: { $modules } are called by it
settings-administrators-rights = administrators may do everything: that cannot be taken from them
settings-rights-reach = must not reach further than reading: what one cannot see, one cannot change
settings-rights-create = who makes records must be able to read some
settings-role-exists = there is a role “{ $role }” already
settings-role-shipped = “{ $role }” comes with Kith and stays
settings-role-held = { $count ->
    [one] { $count } user has the role “{ $role }”: give them another one first
   *[other] { $count } users have the role “{ $role }”: give them another one first
}
settings-role-taken = another role is called that
views-administrators = only administrators may save views for a role or for everybody
views-no-team = cannot be your team: you are in none
views-no-name = must be filled
views-long-name = must have at most { $most } characters
views-long-query = holds more conditions than a view can keep
views-not-yours = only who saved this view may change it: save it under another name
