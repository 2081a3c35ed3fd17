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
