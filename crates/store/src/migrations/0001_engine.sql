-- What the engine itself needs: facts about the workspace, one by one.
CREATE TABLE {t:kith_setting} (
    key {text} PRIMARY KEY,
    value {text} NOT NULL
){strict};
