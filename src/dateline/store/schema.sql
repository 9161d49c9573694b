-- The record of Dateline: one SQLite file. Positions are Unicode code points into report.text, half-open:
-- substr(text, start + 1, "end" - start) gives the words. Dates are ISO 8601. NULL means: the text does not say.

-- A news report, cleaned once and then frozen.
CREATE TABLE report (
  number          INTEGER PRIMARY KEY,  -- order in which reports were added
  id              TEXT NOT NULL UNIQUE, -- content hash of text, address and date
  title           TEXT NOT NULL,
  text            TEXT NOT NULL,        -- what every position counts into
  url             TEXT,
  outlet          TEXT,
  published       TEXT,                 -- date, YYYY-MM-DD
  published_basis TEXT NOT NULL,        -- given, page, feed, dateline, text or none
  reader          TEXT NOT NULL,        -- digests of all that decided this reading
  entry           BLOB NOT NULL         -- the whole entry, zlib-compressed JSON: what show and export rebuild
);

-- A thing that mentions refer to: a person, a state, a group, a place, a time.
CREATE TABLE entity (
  report  INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  number  INTEGER NOT NULL,             -- its index in the report's list
  name    TEXT NOT NULL,
  kind    TEXT NOT NULL,
  country TEXT,                         -- ISO 3166-1 alpha-3
  code    TEXT,                         -- PLOVER country and sector on the report's day
  value   TEXT,                         -- TIMEX3 value of a time
  PRIMARY KEY (report, number)
) WITHOUT ROWID;

-- Words that name or describe something.
CREATE TABLE mention (
  report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  number INTEGER NOT NULL,              -- its index in the report's list
  start  INTEGER NOT NULL,
  "end"  INTEGER NOT NULL,
  words  TEXT NOT NULL,
  kind   TEXT NOT NULL,
  form   TEXT NOT NULL,                 -- name, nominal, pronoun or metonym
  PRIMARY KEY (report, number)
) WITHOUT ROWID;

-- What a mention was taken to refer to, and how sure that is; revisable, and kept apart from the mention.
CREATE TABLE link (
  report  INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  mention INTEGER NOT NULL,
  entity  INTEGER NOT NULL,
  state   TEXT NOT NULL,                -- linked, described or abstained
  score   REAL NOT NULL,
  PRIMARY KEY (report, mention)
) WITHOUT ROWID;

-- Who said what.
CREATE TABLE statement (
  key      TEXT PRIMARY KEY,            -- content hash, stays the same across re-readings
  report   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  words    TEXT NOT NULL,               -- from start to end
  speaker  TEXT,                        -- name of the entity
  cue      TEXT NOT NULL,
  content  TEXT NOT NULL,               -- fragments joined by " … "
  quoted   TEXT NOT NULL,               -- verbatim words, one quotation a line
  about    TEXT NOT NULL,               -- names, each between bars: |Russia|Taliban|
  names    TEXT NOT NULL,               -- all that the content names, each between bars
  manner   TEXT NOT NULL,
  act      TEXT NOT NULL,
  modality TEXT NOT NULL,
  place    TEXT,
  said_on  TEXT,                        -- TIMEX3 value
  speaker_role TEXT,                    -- office held on the report's day: President of Russia
  speaker_kind TEXT NOT NULL,           -- named, described, anonymous, collective, document, outlet, seat, unknown
  utterance INTEGER NOT NULL,           -- same number in a report: the same saying told again
  score    REAL NOT NULL                -- how sure speaker and content are: 0.9 is right nine times in ten
);
CREATE INDEX statement_report ON statement (report);

-- Who did what to whom.
CREATE TABLE event (
  key          TEXT PRIMARY KEY,
  report       INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  start        INTEGER NOT NULL,
  "end"        INTEGER NOT NULL,
  words        TEXT NOT NULL,
  type         TEXT NOT NULL,           -- PLOVER event type
  mode         TEXT,
  quad         INTEGER NOT NULL,
  intensity    REAL NOT NULL,
  actors       TEXT NOT NULL,           -- names, each between bars
  recipients   TEXT NOT NULL,           -- names, each between bars
  place        TEXT,
  since        TEXT,                    -- first day
  until        TEXT,                    -- last day + 1
  status       TEXT NOT NULL,
  according_to TEXT                     -- name of who vouches; NULL: the report's own word
);
CREATE INDEX event_report ON event (report);

-- How one actor stands toward another.
CREATE TABLE relation (
  key          TEXT PRIMARY KEY,
  report       INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  start        INTEGER NOT NULL,
  "end"        INTEGER NOT NULL,
  words        TEXT NOT NULL,
  type         TEXT NOT NULL,           -- relation type of the codebook
  negated      INTEGER NOT NULL,        -- 1 where the text says that it does not hold
  source       TEXT NOT NULL,           -- name between bars; after it the state that an organ of state acts for
  target       TEXT NOT NULL,
  since        TEXT,                    -- the day from which it held
  until        TEXT,                    -- the day from which it held no more
  as_of        TEXT,                    -- the day of the report
  sign         INTEGER NOT NULL,        -- +1 friendly, -1 hostile, 0 neither
  according_to TEXT
);
CREATE INDEX relation_report ON relation (report);

-- A document that was not read, and why.
CREATE TABLE skip (
  locator TEXT NOT NULL,
  sha256  TEXT NOT NULL,                -- of its bytes; empty where none were read
  kind    TEXT NOT NULL,
  reason  TEXT NOT NULL,
  detail  TEXT NOT NULL,
  PRIMARY KEY (locator, sha256, reason)
) WITHOUT ROWID;

-- Full text of titles and texts: SELECT rowid FROM report_text WHERE report_text MATCH 'concert hall'.
CREATE VIRTUAL TABLE report_text USING fts5 (title, text, content = 'report', content_rowid = 'number');
CREATE TRIGGER report_indexed AFTER INSERT ON report BEGIN
  INSERT INTO report_text (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER report_unindexed AFTER DELETE ON report BEGIN
  INSERT INTO report_text (report_text, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
CREATE TRIGGER report_frozen BEFORE UPDATE OF text ON report BEGIN
  SELECT RAISE(ABORT, 'the text of a report never changes');
END;

-- Full text of what was said: SELECT rowid FROM statement_text WHERE statement_text MATCH 'ally'.
CREATE VIRTUAL TABLE statement_text USING fts5 (content, content = 'statement', content_rowid = 'rowid');
CREATE TRIGGER statement_indexed AFTER INSERT ON statement BEGIN
  INSERT INTO statement_text (rowid, content) VALUES (new.rowid, new.content);
END;
CREATE TRIGGER statement_unindexed AFTER DELETE ON statement BEGIN
  INSERT INTO statement_text (statement_text, rowid, content) VALUES ('delete', old.rowid, old.content);
END;

-- The file refuses evidence that is not in the text. The length is compared too: substr is silent past the end.
CREATE TRIGGER mention_evidence BEFORE INSERT ON mention
WHEN new.start < 0 OR length(new.words) <> new."end" - new.start OR new.words IS NOT (
  SELECT substr(text, new.start + 1, new."end" - new.start) FROM report WHERE number = new.report
)
BEGIN SELECT RAISE(ABORT, 'evidence does not match the report'); END;
CREATE TRIGGER mention_still_evidence BEFORE UPDATE ON mention
WHEN new.start < 0 OR length(new.words) <> new."end" - new.start OR new.words IS NOT (
  SELECT substr(text, new.start + 1, new."end" - new.start) FROM report WHERE number = new.report
)
BEGIN SELECT RAISE(ABORT, 'evidence does not match the report'); END;
CREATE TRIGGER statement_evidence BEFORE INSERT ON statement
WHEN new.start < 0 OR length(new.words) <> new."end" - new.start OR new.words IS NOT (
  SELECT substr(text, new.start + 1, new."end" - new.start) FROM report WHERE number = new.report
)
BEGIN SELECT RAISE(ABORT, 'evidence does not match the report'); END;
CREATE TRIGGER statement_still_evidence BEFORE UPDATE ON statement
WHEN new.start < 0 OR length(new.words) <> new."end" - new.start OR new.words IS NOT (
  SELECT substr(text, new.start + 1, new."end" - new.start) FROM report WHERE number = new.report
)
BEGIN SELECT RAISE(ABORT, 'evidence does not match the report'); END;
CREATE TRIGGER event_evidence BEFORE INSERT ON event
WHEN new.start < 0 OR length(new.words) <> new."end" - new.start OR new.words IS NOT (
  SELECT substr(text, new.start + 1, new."end" - new.start) FROM report WHERE number = new.report
)
BEGIN SELECT RAISE(ABORT, 'evidence does not match the report'); END;
CREATE TRIGGER event_still_evidence BEFORE UPDATE ON event
WHEN new.start < 0 OR length(new.words) <> new."end" - new.start OR new.words IS NOT (
  SELECT substr(text, new.start + 1, new."end" - new.start) FROM report WHERE number = new.report
)
BEGIN SELECT RAISE(ABORT, 'evidence does not match the report'); END;
CREATE TRIGGER relation_evidence BEFORE INSERT ON relation
WHEN new.start < 0 OR length(new.words) <> new."end" - new.start OR new.words IS NOT (
  SELECT substr(text, new.start + 1, new."end" - new.start) FROM report WHERE number = new.report
)
BEGIN SELECT RAISE(ABORT, 'evidence does not match the report'); END;
CREATE TRIGGER relation_still_evidence BEFORE UPDATE ON relation
WHEN new.start < 0 OR length(new.words) <> new."end" - new.start OR new.words IS NOT (
  SELECT substr(text, new.start + 1, new."end" - new.start) FROM report WHERE number = new.report
)
BEGIN SELECT RAISE(ABORT, 'evidence does not match the report'); END;
