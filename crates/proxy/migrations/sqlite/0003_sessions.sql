-- Proofs that are good once, and words that end tokens early. Times are milliseconds since the epoch.

-- Codes that can still be exchanged for a token, by the SHA-256 of each: this database gives none away.
CREATE TABLE session_code (
  digest BLOB    PRIMARY KEY,
  face   TEXT    NOT NULL, -- what it stands for, as JSON
  until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_code_until ON session_code (until);

-- The names of proofs that were used; `until` is when the proof itself is no longer accepted, NULL if never.
CREATE TABLE used_proof (
  tenant TEXT    NOT NULL,
  name   TEXT    NOT NULL,
  until  INTEGER,
  PRIMARY KEY (tenant, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX used_proof_until ON used_proof (until) WHERE until IS NOT NULL;

-- Tokens that are no longer believed: `what` is 0 for one token or proof by its name, 1 for all of an agent that were
-- given until `at`. After `until` they would have ended by themselves.
CREATE TABLE revoked (
  tenant TEXT    NOT NULL,
  what   INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  until  INTEGER NOT NULL,
  PRIMARY KEY (tenant, what, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX revoked_until ON revoked (until);
