-- What the engine itself needs: facts about the workspace, one by one.
CREATE TABLE {t:setting} (
    key {text} PRIMARY KEY,
    value {text} NOT NULL
){strict};
