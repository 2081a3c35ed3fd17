-- Views that people saved: the address of a list with a name, and for whom: `user:ID`, `team:ID`, `role:KEY` or `all`.
CREATE TABLE {t:kith_view} (
  id {uuid} PRIMARY KEY,
  module {text} NOT NULL,
  label {text} NOT NULL,
  query {text} NOT NULL,
  audience {text} NOT NULL,
  owner {uuid},
  at {time} NOT NULL
){strict};
CREATE INDEX kith_view_audience ON {t:kith_view} (module, audience);
