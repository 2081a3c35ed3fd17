# The audit trail and its verification.

audit-everybody = Everybody
audit-kith-itself = Kith itself
audit-show = Show
audit-nothing = Nothing here
audit-nothing-hint = Nothing was done by whom you chose.
audit-verification = Verification
audit-whole = The trail is whole.
audit-whole-hint = Nothing in it was changed, removed or reordered.
audit-not-whole = The trail is not whole.
audit-not-whole-hint = Keep the database as it is, and look into what follows.
audit-head = Whether the newest rows were cut off shows against the head kept in the data directory: { $command } compares it too.
audit-sealed = Sealed rows
audit-seals = Seals
audit-waiting = Waiting to be sealed
audit-findings = Findings
audit-at = at { $position }
audit-further = { $count ->
   *[other] and { $shown } more
}
