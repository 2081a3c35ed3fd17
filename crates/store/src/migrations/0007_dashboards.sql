-- Dashboards that people made, and for whom: `user:ID`, `team:ID`, `role:KEY` or `all`.
CREATE TABLE {t:kith_dashboard} (
  id {uuid} PRIMARY KEY,
  label {text} NOT NULL,
  audience {text} NOT NULL,
  owner {uuid},
  at {time} NOT NULL
){strict};
CREATE INDEX kith_dashboard_audience ON {t:kith_dashboard} (audience);

-- What stands on them: the address of a list, and what is shown of it.
CREATE TABLE {t:kith_tile} (
  id {uuid} PRIMARY KEY,
  dashboard {uuid} NOT NULL,
  position {int} NOT NULL,
  label {text} NOT NULL,
  module {text} NOT NULL,
  query {text} NOT NULL,
  kind {text} NOT NULL,
  grouped {text},
  summed {text},
  width {int} NOT NULL
){strict};
CREATE INDEX kith_tile_dashboard ON {t:kith_tile} (dashboard, position);

-- Which dashboard somebody sees first.
CREATE TABLE {t:kith_home} (
  user_id {uuid} PRIMARY KEY,
  dashboard {uuid} NOT NULL
){strict};
CREATE INDEX kith_home_dashboard ON {t:kith_home} (dashboard);
