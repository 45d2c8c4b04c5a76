-- A thread grows at its ends: each change of its log and each message names the one before it, and the thread names the last.
-- A place in a tree over all threads would cost every webhook a page of the disk.

ALTER TABLE thread ADD COLUMN event   INTEGER; -- the last change of its log
ALTER TABLE thread ADD COLUMN top     INTEGER; -- the last message in its turn, and its place in the order of people
ALTER TABLE thread ADD COLUMN top_at  INTEGER;
ALTER TABLE thread ADD COLUMN top_key BLOB;

-- A message that comes in its turn stands below all others; the one before it is the last that did. One that came late, or
-- was moved, is found by its time; in the row of those before each other it is passed over.
ALTER TABLE message ADD COLUMN before INTEGER REFERENCES message (id);
ALTER TABLE message ADD COLUMN late   INTEGER NOT NULL DEFAULT 0;

UPDATE message SET before = turn.before
  FROM (SELECT id, lag(id) OVER (PARTITION BY thread ORDER BY at, key) AS before FROM message) AS turn
  WHERE turn.id = message.id;
UPDATE thread SET (top, top_at, top_key) =
  (SELECT id, at, key FROM message WHERE message.thread = thread.id ORDER BY at DESC, key DESC LIMIT 1);

DROP INDEX message_order;
CREATE INDEX message_late ON message (thread, at, key) WHERE late;
CREATE INDEX message_answer ON message (reply_to) WHERE reply_to IS NOT NULL;

-- The log, in the order in which it was written; kinds as before.
ALTER TABLE event RENAME TO event_by_thread;
CREATE TABLE event (
  id      INTEGER PRIMARY KEY,
  thread  INTEGER NOT NULL REFERENCES thread (id),
  seq     INTEGER NOT NULL,
  kind    INTEGER NOT NULL,
  message INTEGER REFERENCES message (id),
  before  INTEGER REFERENCES event (id)
) STRICT;
INSERT INTO event (id, thread, seq, kind, message, before)
  SELECT id, thread, seq, kind, message, lag(id) OVER (PARTITION BY thread ORDER BY seq)
  FROM (SELECT row_number() OVER (ORDER BY thread, seq) AS id, * FROM event_by_thread) ORDER BY id;
DROP TABLE event_by_thread;
UPDATE thread SET event = (SELECT max(id) FROM event WHERE event.thread = thread.id);

-- Where a walk back along the log may begin.
CREATE UNIQUE INDEX event_milestone ON event (thread, seq) WHERE seq % 64 = 0;
