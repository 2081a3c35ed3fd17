-- Backups: asked for, being made, made, with what verifying them found. A fact about the place where the workspace is: it
-- stands in no backup and outlives a restore. The setting is what it takes the place of.
CREATE TABLE {t:kith_backup} (
  id {uuid} PRIMARY KEY,
  at {time} NOT NULL,
  why {text} NOT NULL,
  state {text} NOT NULL,
  machine {text} NOT NULL,
  path {text} NOT NULL,
  size {int} NOT NULL,
  row_count {int} NOT NULL,
  encrypted {bool} NOT NULL,
  asked_by {uuid},
  tries {int} NOT NULL,
  again_at {time},
  trouble {text},
  verdict {text} NOT NULL,
  verified_at {time},
  found {text},
  gone_at {time}
){strict};
DELETE FROM {t:kith_setting} WHERE key = 'last_backup';
