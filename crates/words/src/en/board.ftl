# Boards.

board-no-script = Open a card to move it to another lane.
board-move-to = Move to
board-move = Move { $title }
board-pipeline = Pipeline
board-nothing = Nothing here
board-without-value = None
board-today = today
board-days-late = { $days } d late
board-days-ahead = in { $days } d
board-lane = lane
board-field = the field of the lanes
board-fixed = You may look at this and not move it
board-stands = { $days } days in this stage
board-add = Add
board-add-to = Add to { $lane }
board-lanes = Lanes
board-lanes-by = A lane for each
board-limits = Most cards in a lane
board-limits-hint = A lane with more is marked. Save the view to keep this.
board-cards-of = Cards of { $lane }
board-over = { $count } over the limit
