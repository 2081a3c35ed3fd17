-- Indexes that the workspace made by itself for lists that turned out slow: over the fields `equal`, with blanks between
-- them, then `sort`.
CREATE TABLE {t:kith_tuned} (
  module {text} NOT NULL,
  equal {text} NOT NULL,
  sort {text} NOT NULL,
  at {time} NOT NULL,
  PRIMARY KEY (module, equal, sort)
){strict};
