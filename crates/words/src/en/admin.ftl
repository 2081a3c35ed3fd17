# The menu of administration.

admin-company = Company
admin-currencies = Currencies
admin-people = People
admin-users = Users
admin-roles = Roles
admin-teams = Teams
admin-sessions = Sessions
admin-tokens = API tokens
admin-pipelines = Pipelines
admin-system = System
admin-modules = Modules
admin-backups = Backups
admin-audit = Audit trail
