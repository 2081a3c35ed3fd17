-- What people are told: who, of which kind, of which record, and of how many more by the same act.
CREATE TABLE {t:kith_notice} (
  nr {serial},
  user_id {uuid} NOT NULL,
  kind {text} NOT NULL,
  act {uuid} NOT NULL,
  module {text} NOT NULL,
  record {uuid} NOT NULL,
  more {int} NOT NULL,
  actor {uuid},
  at {time} NOT NULL,
  seen_at {time},
  UNIQUE (user_id, kind, act, module)
){strict};
CREATE INDEX kith_notice_unseen ON {t:kith_notice} (user_id, seen_at, nr);

-- Records whose changes somebody wants to hear of.
CREATE TABLE {t:kith_follow} (
  user_id {uuid} NOT NULL,
  module {text} NOT NULL,
  record {uuid} NOT NULL,
  at {time} NOT NULL,
  PRIMARY KEY (record, user_id)
){strict};
CREATE INDEX kith_follow_user ON {t:kith_follow} (user_id, at);

-- Of which kinds somebody wants to hear nothing, in the pages or from the browser.
CREATE TABLE {t:kith_silence} (
  user_id {uuid} NOT NULL,
  kind {text} NOT NULL,
  place {text} NOT NULL,
  PRIMARY KEY (user_id, kind, place)
){strict};
