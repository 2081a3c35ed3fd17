# Teams and who belongs to them.

teams-team = Team
teams-part-of = Part of
teams-lead = Lead
teams-no-other = No other team
teams-none-yet = No teams yet
teams-none-about = People of a team may see each other's records, as their role says.
teams-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
teams-another = Another team
teams-make = Make team
teams-made = Made the team { $team }
teams-act-made = Made the team { $team }
teams-saved = Saved the team { $team }
teams-act-changed = Changed the team { $team }
teams-under-itself = would make the team a part of itself
teams-delete-this = Delete this team
teams-deleted = Deleted the team { $team }
teams-act-deleted = Deleted the team { $team }
