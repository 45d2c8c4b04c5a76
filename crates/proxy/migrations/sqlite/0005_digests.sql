-- What agents answered out of a CRM that the proxy logs there itself: one digest a record, agent, channel and day.

-- `due` says when it has to be written there, NULL if the CRM has all of it; who takes it moves it to the end of his lease.
CREATE TABLE digest (
  id         INTEGER PRIMARY KEY,
  tenant     TEXT    NOT NULL,
  record     TEXT    NOT NULL, -- the CRM's name of it
  agent      TEXT    NOT NULL,
  agent_name TEXT,
  channel    TEXT    NOT NULL,
  day        TEXT    NOT NULL, -- in the tenant's time zone
  crm_id     TEXT,             -- the CRM's name of what was written
  attempt    INTEGER NOT NULL DEFAULT 0,
  due        INTEGER,
  trouble    TEXT,             -- why it is not there, where a person has to do something
  UNIQUE (tenant, record, agent, channel, day)
) STRICT;
CREATE INDEX digest_due ON digest (due) WHERE due IS NOT NULL;
CREATE INDEX digest_trouble ON digest (id) WHERE trouble IS NOT NULL;

-- A message stands in one digest at most, once.
CREATE TABLE digest_line (
  message INTEGER PRIMARY KEY REFERENCES message (id),
  digest  INTEGER NOT NULL REFERENCES digest (id)
) STRICT;
CREATE INDEX digest_line_digest ON digest_line (digest);
