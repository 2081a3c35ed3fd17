# What was not found.

missing-record = { $module } { $id }
missing-module = module “{ $module }”
missing-the-module = the module
missing-field = field “{ $field }” of { $module }
missing-relation = relation “{ $name }” of { $module }
missing-related = { $id } in this relation
missing-role = role “{ $role }”
missing-rate = rate of { $currency } from { $since }
missing-act = act { $id }
missing-this-act = this act
missing-import = this import
missing-view = this view
missing-dashboard = this dashboard
missing-tile = this tile
missing-share = share
missing-pipeline = pipeline
missing-backup = backup
missing-session = session
missing-token = token
missing-link = this link, which works once and for a limited time,
