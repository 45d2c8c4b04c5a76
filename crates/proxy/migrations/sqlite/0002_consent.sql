-- What a customer allows and stops, by account; `about` is empty for all messages.
CREATE TABLE consent (
  thread  INTEGER NOT NULL REFERENCES thread (id),
  account TEXT    NOT NULL,
  about   TEXT    NOT NULL,
  state   TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (thread, account, about)
) STRICT, WITHOUT ROWID;

-- She no longer has this number or id: it still finds the thread, and is the last that is written to.
ALTER TABLE address ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;

-- When a template was last as it is here: what is told later counts, and a list that was begun before doesn't.
ALTER TABLE template ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
