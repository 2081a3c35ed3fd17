# Dashboards: what they are, their tiles, the form of a tile.

dashboards = Dashboards
dashboards-one = Dashboard
dashboards-new = New dashboard
dashboards-mine = My dashboard
dashboards-none = No dashboards yet
dashboards-none-hint = A dashboard shows at a glance what you would look for in several lists: counts, sums, trends, charts. Make one here, or open any list and choose “Add to dashboard” in its menu.
dashboards-made-by = Made by
dashboards-is-home = Your home
dashboards-home-choose = Use as home
dashboards-home-leave = Use the usual home
dashboards-saved = Saved the dashboard { $dashboard }
dashboards-removed = Removed the dashboard { $dashboard }
dashboards-remove = Remove this dashboard
dashboards-arrange = Arrange
dashboards-done = Done
dashboards-add = Add to dashboard
dashboards-add-tile = Add a tile
dashboards-change-tile = Change the tile
dashboards-tile = Tile
dashboards-tile-added = Added to { $dashboard }
dashboards-tile-saved = Saved the tile
dashboards-tile-removed = Removed the tile
dashboards-tile-unseen = This tile asks for something that is not there any more, or that your role does not see.
dashboards-no-tiles = Nothing on this dashboard yet
dashboards-no-tiles-hint = Tiles are made from lists: open a list, filter it as you like, and choose “Add to dashboard” in its menu.
dashboards-choose-list = Choose the list that the tile is made of.
dashboards-show = Show
dashboards-open-list = Open the list
dashboards-up = Move forward
dashboards-down = Move back
dashboards-width = Width
dashboards-width-usual = As suits it
dashboards-quarter = A quarter of the page
dashboards-half = Half of the page
dashboards-full-width = The whole page
dashboards-show-as = Show as
dashboards-choose-kind = must be chosen
dashboards-measure = Figures
dashboards-new-name = Name of the new dashboard
dashboards-name-hint = Left empty: { $modules }
dashboards-count = Count
dashboards-count-hint = How many records the list holds
dashboards-sum = Sum
dashboards-sum-hint = What a number adds up to
dashboards-trend = Trend
dashboards-trend-hint = Month by month of a date
dashboards-chart = Chart
dashboards-chart-hint = Compared by stage, option or person
dashboards-list = List
dashboards-list-hint = The first records, in the order of the list
dashboards-board = Board
dashboards-board-hint = Lanes with counts and sums
dashboards-note-count = Number of records
dashboards-note-list = The first of the list
dashboards-note-sum = Sum: { $number }
dashboards-note-trend = By month: { $field }
dashboards-note-sum-trend = Sum: { $number }, by month: { $field }
dashboards-note-by = By { $field }
dashboards-note-sum-by = Sum: { $number }, by { $field }
dashboards-records = Records
dashboards-month = Month
dashboards-others = Others
dashboards-as-table = As a table
dashboards-nothing = Nothing here now: no { $modules } fit.
dashboards-administrators = only administrators may keep dashboards for a role or for everybody
dashboards-not-yours = only who made this dashboard may change it
dashboards-no-field = must be a field of the list that fits this kind of tile
dashboards-no-number = must be a number of the list
dashboards-full = is full: a dashboard holds at most { $most } tiles
dashboards-long-query = holds more conditions than a tile can keep
dashboards-of-records = { $count ->
    [one] of one record
   *[other] of { $shown } records
}
dashboards-unseen = { $count ->
    [one] One tile is not shown: it asks for something that is not there any more, or that your role does not see.
   *[other] { $count } tiles are not shown: they ask for something that is not there any more, or that your role does not see.
}
