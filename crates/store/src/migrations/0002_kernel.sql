-- What the kernel keeps beside the modules' own tables.

-- What a person did with one click, one import, one merge. `depth` counts causes.
CREATE TABLE {t:kith_act} (
  id {uuid} PRIMARY KEY,
  at {time} NOT NULL,
  actor {uuid},
  as_user {uuid},
  kind {text} NOT NULL,
  summary {text} NOT NULL,
  cause {uuid},
  depth {int} NOT NULL,
  undone_by {uuid}
){strict};
CREATE INDEX kith_act_at ON {t:kith_act} (at, id);
CREATE INDEX kith_act_actor ON {t:kith_act} (actor, at, id);

-- One row for each change of a record. Its digest covers the row and, salted, its values; see store::audit.
CREATE TABLE {t:kith_audit} (
  nr {serial},
  id {uuid} NOT NULL UNIQUE,
  act {uuid} NOT NULL,
  at {time} NOT NULL,
  actor {uuid},
  module {text} NOT NULL,
  record {uuid} NOT NULL,
  action {text} NOT NULL,
  version {int} NOT NULL,
  value_digest {bytes} NOT NULL,
  digest {bytes} NOT NULL,
  position {int}
){strict};
CREATE INDEX kith_audit_record ON {t:kith_audit} (record, nr);
CREATE INDEX kith_audit_act ON {t:kith_audit} (act, nr);
CREATE UNIQUE INDEX kith_audit_position ON {t:kith_audit} (position);
CREATE INDEX kith_audit_unsealed ON {t:kith_audit} (nr) WHERE position IS NULL;

-- Values and salt stand apart so that erasure may remove them while the chain still verifies.
CREATE TABLE {t:kith_audit_value} (
  audit {uuid} PRIMARY KEY,
  salt {bytes} NOT NULL,
  changes {text} NOT NULL
){strict};

-- The chain over the digests, one row a batch.
CREATE TABLE {t:kith_seal} (
  position {int} PRIMARY KEY,
  first {int} NOT NULL,
  at {time} NOT NULL,
  hash {bytes} NOT NULL,
  mac {bytes} NOT NULL
){strict};

CREATE TABLE {t:kith_share} (
  record {uuid} NOT NULL,
  grantee {uuid} NOT NULL,
  module {text} NOT NULL,
  may_edit {bool} NOT NULL,
  at {time} NOT NULL,
  by_user {uuid},
  PRIMARY KEY (record, grantee)
){strict};
CREATE INDEX kith_share_grantee ON {t:kith_share} (grantee, module, record);

CREATE TABLE {t:kith_credential} (
  user_id {uuid} PRIMARY KEY,
  password {text} NOT NULL,
  changed_at {time} NOT NULL
){strict};

CREATE TABLE {t:kith_session} (
  digest {bytes} PRIMARY KEY,
  id {uuid} NOT NULL UNIQUE,
  user_id {uuid} NOT NULL,
  as_user {uuid},
  created_at {time} NOT NULL,
  seen_at {time} NOT NULL,
  expires_at {time} NOT NULL,
  address {text} NOT NULL,
  agent {text} NOT NULL
){strict};
CREATE INDEX kith_session_user ON {t:kith_session} (user_id);

CREATE TABLE {t:kith_token} (
  digest {bytes} PRIMARY KEY,
  id {uuid} NOT NULL UNIQUE,
  user_id {uuid} NOT NULL,
  name {text} NOT NULL,
  created_at {time} NOT NULL,
  seen_at {time},
  ended_at {time}
){strict};
CREATE INDEX kith_token_user ON {t:kith_token} (user_id);

-- One-time links: set-up of a workspace, first password, reset.
CREATE TABLE {t:kith_invitation} (
  digest {bytes} PRIMARY KEY,
  user_id {uuid},
  kind {text} NOT NULL,
  created_at {time} NOT NULL,
  expires_at {time} NOT NULL,
  used_at {time}
){strict};

-- Failed sign-ins, for throttling: by folded address and by network address.
CREATE TABLE {t:kith_attempt} (
  subject {text} PRIMARY KEY,
  failures {int} NOT NULL,
  last_at {time} NOT NULL
){strict};

-- Definitions as they were applied, layer by layer; the newest row of a module's layer is in force. An empty body
-- retires the layer. `steps` says what the application did to the tables, so that it can be rolled back.
CREATE TABLE {t:kith_definition} (
  version {int} NOT NULL,
  module {text} NOT NULL,
  layer {text} NOT NULL,
  body {text} NOT NULL,
  steps {text} NOT NULL,
  at {time} NOT NULL,
  by_user {uuid},
  PRIMARY KEY (version, module, layer)
){strict};

CREATE TABLE {t:kith_role} (
  key {text} PRIMARY KEY,
  label {text} NOT NULL,
  shipped {bool} NOT NULL
){strict};

-- Rights set in the pages; they take the place of those in the definition.
CREATE TABLE {t:kith_role_right} (
  role {text} NOT NULL,
  module {text} NOT NULL,
  may_create {bool} NOT NULL,
  may_read {text} NOT NULL,
  may_edit {text} NOT NULL,
  may_delete {text} NOT NULL,
  PRIMARY KEY (role, module)
){strict};
CREATE TABLE {t:kith_role_field} (
  role {text} NOT NULL,
  module {text} NOT NULL,
  field {text} NOT NULL,
  level {text} NOT NULL,
  PRIMARY KEY (role, module, field)
){strict};

-- How much of the base currency one unit is worth from a day on, in 10⁻⁸.
CREATE TABLE {t:kith_rate} (
  currency {text} NOT NULL,
  since {date} NOT NULL,
  rate {int} NOT NULL,
  PRIMARY KEY (currency, since)
){strict};

-- The last number given by each autonumber field.
CREATE TABLE {t:kith_counter} (
  name {text} PRIMARY KEY,
  last {int} NOT NULL
){strict};

-- How long each record stood in each stage.
CREATE TABLE {t:kith_stage_time} (
  record {uuid} NOT NULL,
  field {text} NOT NULL,
  since {time} NOT NULL,
  stage {uuid} NOT NULL,
  until {time},
  by_user {uuid},
  PRIMARY KEY (record, field, since)
){strict};

CREATE TABLE {t:kith_job} (
  nr {serial},
  id {uuid} NOT NULL UNIQUE,
  kind {text} NOT NULL,
  body {text} NOT NULL,
  state {text} NOT NULL,
  run_at {time} NOT NULL,
  attempts {int} NOT NULL,
  leased_until {time},
  done {int} NOT NULL,
  total {int},
  result {text},
  act {uuid},
  actor {uuid},
  created_at {time} NOT NULL,
  ended_at {time}
){strict};
CREATE INDEX kith_job_due ON {t:kith_job} (state, run_at);

CREATE TABLE {t:kith_lease} (
  name {text} PRIMARY KEY,
  holder {text} NOT NULL,
  until {time} NOT NULL
){strict};

-- Answers kept for Idempotency-Key.
CREATE TABLE {t:kith_answer} (
  user_id {uuid} NOT NULL,
  key {text} NOT NULL,
  request {bytes} NOT NULL,
  status {int} NOT NULL,
  headers {text} NOT NULL,
  body {text} NOT NULL,
  at {time} NOT NULL,
  PRIMARY KEY (user_id, key)
){strict};

CREATE TABLE {t:kith_star} (
  user_id {uuid} NOT NULL,
  module {text} NOT NULL,
  record {uuid} NOT NULL,
  at {time} NOT NULL,
  PRIMARY KEY (user_id, record)
){strict};
CREATE TABLE {t:kith_recent} (
  user_id {uuid} NOT NULL,
  module {text} NOT NULL,
  record {uuid} NOT NULL,
  at {time} NOT NULL,
  PRIMARY KEY (user_id, record)
){strict};
CREATE INDEX kith_recent_at ON {t:kith_recent} (user_id, at);

-- Files by the digest of their content.
CREATE TABLE {t:kith_blob} (
  digest {bytes} PRIMARY KEY,
  kind {text} NOT NULL,
  size {int} NOT NULL,
  content {bytes} NOT NULL,
  at {time} NOT NULL
){strict};
