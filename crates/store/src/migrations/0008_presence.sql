-- Who has which record open, and when that was last said. Rows are worth a minute.
CREATE TABLE {t:kith_presence} (
  record {uuid} NOT NULL,
  user_id {uuid} NOT NULL,
  at {time} NOT NULL,
  PRIMARY KEY (record, user_id)
){strict};
CREATE INDEX kith_presence_at ON {t:kith_presence} (at);
