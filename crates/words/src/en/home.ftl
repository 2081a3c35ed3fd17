# Home.

home-morning = Good morning, { $name }
home-afternoon = Good afternoon, { $name }
home-evening = Good evening, { $name }
home-day = %A %-d %B
home-nothing-seen = your role may not see anything yet: ask your administrator
home-recent = Recently viewed
home-recent-none = What you open stands here, so that you find it again.
home-starred = Starred
home-starred-none = Star a record at its name to keep it at hand.
home-open-pipeline = Open pipeline
home-opportunities = { $count ->
    [one] { $shown } opportunity
   *[other] { $shown } opportunities
}
home-won = Won this quarter
home-deals = { $count ->
    [one] { $shown } deal
   *[other] { $shown } deals
}
home-closing = Closing this week
home-open-deals = { $count ->
    [one] open deal
   *[other] open deals
}
home-pipeline = My pipeline
home-board = Board
home-no-open = No open opportunities of yours.
home-stage = Stage
home-deals-of-stage = Deals
home-amount = Amount
home-share = Share
home-share-of-largest = { $share } % of the largest
home-tasks = My tasks
home-task-new = New task
home-task-add = Add
home-tasks-none = Nothing to do. Plan a next step on a deal or a contact.
home-nothing-to-do = nothing to do
home-tasks-open = { $count ->
    [one] { $shown } task
   *[other] { $shown } tasks
}
home-tasks-late = { $count ->
    [one] { $shown } task, late
   *[other] { $shown } tasks, { $late } of them late
}
