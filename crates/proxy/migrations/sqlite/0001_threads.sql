-- Threads, messages and everything that happens to them. Times are milliseconds since the epoch; a `key` is the 16 bytes of a
-- ULID, whose text with a prefix is the id that the world sees.

-- Every webhook, raw, before anything else is done with it. `unread` says what in it could not be read or belongs to no thread.
CREATE TABLE webhook (
  id      INTEGER PRIMARY KEY,
  account TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  unread  TEXT,
  body    BLOB    NOT NULL
) STRICT;
CREATE INDEX webhook_unread ON webhook (id) WHERE unread IS NOT NULL;

-- One person. `seq` counts the changes of the thread: 1, 2, 3 … without holes.
CREATE TABLE thread (
  id            INTEGER PRIMARY KEY,
  key           BLOB    NOT NULL UNIQUE,
  tenant        TEXT    NOT NULL,
  seq           INTEGER NOT NULL DEFAULT 0,
  waiting_since INTEGER,
  name          TEXT,             -- what she calls herself, and when she last said so
  name_at       INTEGER,
  record        TEXT,             -- what the CRM calls its record and her
  record_name   TEXT,
  created_at    INTEGER NOT NULL
) STRICT;

-- Every way to reach a person, and why we think it is hers. `channel` is empty for phone numbers.
CREATE TABLE address (
  tenant  TEXT    NOT NULL,
  kind    TEXT    NOT NULL,
  value   TEXT    NOT NULL,
  channel TEXT    NOT NULL,
  thread  INTEGER NOT NULL REFERENCES thread (id),
  why     TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (tenant, kind, value, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX address_thread ON address (thread);

-- Two threads that seem to be one person.
CREATE TABLE same_person (
  thread INTEGER NOT NULL REFERENCES thread (id),
  other  INTEGER NOT NULL REFERENCES thread (id),
  why    TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (thread, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id          INTEGER PRIMARY KEY,
  key         BLOB    NOT NULL,
  thread      INTEGER NOT NULL REFERENCES thread (id),
  seq         INTEGER NOT NULL,
  outbound    INTEGER NOT NULL,
  channel     TEXT    NOT NULL,
  account     TEXT    NOT NULL,
  author      TEXT    NOT NULL,
  author_name TEXT,
  provenance  TEXT    NOT NULL,
  client_id   TEXT,
  provider_id TEXT,             -- the provider's name by which it is quoted
  at          INTEGER NOT NULL, -- by the provider's clock
  received_at INTEGER NOT NULL,
  state       TEXT    NOT NULL,
  state_at    INTEGER NOT NULL,
  fault       TEXT,
  reply_to    BLOB,             -- the key of the message that it quotes
  edited_at   INTEGER,
  edit_id     TEXT,
  deleted     INTEGER NOT NULL DEFAULT 0,
  content     TEXT    NOT NULL,
  context     TEXT              -- what stands around it: passed on, led here by an advertisement or a product
) STRICT;
CREATE UNIQUE INDEX message_key ON message (key);
CREATE INDEX message_order ON message (thread, at, key);

-- Every name that a provider has given a message: what makes it the same message when it comes again. `name` is the first
-- half of the SHA-256 of account and name: short rows, since they come in no order and each one touches another page.
CREATE TABLE message_name (
  name    BLOB    PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES message (id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Every send that a client has named: what makes it the same send when it asks again.
CREATE TABLE sent (
  tenant    TEXT    NOT NULL,
  client_id TEXT    NOT NULL,
  message   INTEGER NOT NULL REFERENCES message (id),
  PRIMARY KEY (tenant, client_id)
) STRICT, WITHOUT ROWID;

-- Every status, by the provider's clock and ours. A name belongs to one message, so that each state of a name is kept once.
CREATE TABLE status_journal (
  message     INTEGER NOT NULL REFERENCES message (id),
  provider_id TEXT    NOT NULL,
  state       TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  fault       TEXT,
  PRIMARY KEY (message, provider_id, state)
) STRICT, WITHOUT ROWID;

-- What was said about messages whose name is not known yet.
CREATE TABLE parked (
  id      INTEGER PRIMARY KEY,
  account TEXT    NOT NULL,
  target  TEXT    NOT NULL,
  word    TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  UNIQUE (account, target, word)
) STRICT;

-- The newest emoji of each person on a message; NULL when it was taken away.
CREATE TABLE reaction (
  message INTEGER NOT NULL REFERENCES message (id),
  author  TEXT    NOT NULL,
  emoji   TEXT,
  at      INTEGER NOT NULL,
  PRIMARY KEY (message, author)
) STRICT, WITHOUT ROWID;

-- The provider's names of emojis that came: the same one again, behind a newer one of the same second, changes nothing.
CREATE TABLE reaction_event (
  message INTEGER NOT NULL REFERENCES message (id),
  event   TEXT    NOT NULL,
  PRIMARY KEY (message, event)
) STRICT, WITHOUT ROWID;

-- The log of each thread. A row says what changed; how it looks now is read from where it is kept.
-- kind: 0 message, 1 status, 2 reaction, 3 edit, 4 thread.
CREATE TABLE event (
  thread  INTEGER NOT NULL REFERENCES thread (id),
  seq     INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  message INTEGER REFERENCES message (id),
  PRIMARY KEY (thread, seq)
) STRICT, WITHOUT ROWID;

-- What reply windows are computed from, and where an answer goes.
CREATE TABLE last_inbound (
  thread  INTEGER NOT NULL REFERENCES thread (id),
  account TEXT    NOT NULL,
  channel TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  kind    TEXT    NOT NULL,
  value   TEXT    NOT NULL,
  PRIMARY KEY (thread, account, channel)
) STRICT, WITHOUT ROWID;

-- What has to leave. `kind`: message, reaction, read; the first two keep their order in a thread and account (`lane` 0).
CREATE TABLE outbox (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  thread  INTEGER NOT NULL REFERENCES thread (id),
  account TEXT    NOT NULL,
  lane    INTEGER NOT NULL,
  kind    TEXT    NOT NULL,
  message INTEGER NOT NULL REFERENCES message (id),
  detail  TEXT    NOT NULL, -- the emoji of a reaction, `typing` or nothing of a read
  attempt INTEGER NOT NULL DEFAULT 0,
  due     INTEGER NOT NULL,
  claim   TEXT
) STRICT;
CREATE INDEX outbox_lane ON outbox (thread, account, lane, id);
CREATE INDEX outbox_due ON outbox (due) WHERE claim IS NULL;

-- Every time a message was handed to the provider, and what came of it: accepted, later, failed, unknown.
CREATE TABLE attempt (
  message     INTEGER NOT NULL REFERENCES message (id),
  number      INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  outcome     TEXT    NOT NULL,
  provider_id TEXT,
  fault       TEXT,
  due         INTEGER,
  PRIMARY KEY (message, number)
) STRICT, WITHOUT ROWID;

-- Files. The bytes of a ready one lie in the media folder under its hash; `due` says when to fetch one that isn't here.
CREATE TABLE media (
  id        INTEGER PRIMARY KEY,
  key       BLOB    NOT NULL UNIQUE,
  tenant    TEXT    NOT NULL,
  account   TEXT,
  face      TEXT    NOT NULL,
  reference TEXT,
  sha256    TEXT,
  attempt   INTEGER NOT NULL DEFAULT 0,
  due       INTEGER
) STRICT;
CREATE INDEX media_due ON media (due) WHERE due IS NOT NULL;

-- The messages in which a file stands.
CREATE TABLE media_use (
  media   INTEGER NOT NULL REFERENCES media (id),
  message INTEGER NOT NULL REFERENCES message (id),
  PRIMARY KEY (media, message)
) STRICT, WITHOUT ROWID;

-- The providers' names of our files.
CREATE TABLE at_provider (
  account TEXT    NOT NULL,
  sha256  TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  until   INTEGER,
  PRIMARY KEY (account, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE template (
  account  TEXT NOT NULL,
  name     TEXT NOT NULL,
  language TEXT NOT NULL,
  tenant   TEXT NOT NULL,
  body     TEXT NOT NULL,
  PRIMARY KEY (account, name, language)
) STRICT, WITHOUT ROWID;
CREATE INDEX template_tenant ON template (tenant, name, language);

-- One row, written now and then to see whether anything can be.
CREATE TABLE probe (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;
