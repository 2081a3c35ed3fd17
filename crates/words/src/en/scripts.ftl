# What scripts say.

scripts-restored = Restored what you typed.
scripts-discard = Discard
scripts-copied = Copied
scripts-failed = That did not work. Please try again.
scripts-offline = No connection. Nothing was changed.
scripts-moved = Moved to
scripts-nothing = Nothing found
scripts-clear = Clear All
