-- Who uploaded a file, as JSON: as long as it stands in no message, it is hers. NULL for what came with a message.
ALTER TABLE media ADD COLUMN uploader TEXT;

-- A proof that says no time of its own is remembered as long as its signer has the secret of this name.
ALTER TABLE used_proof ADD COLUMN secret TEXT;
CREATE INDEX used_proof_secret ON used_proof (tenant, secret, until) WHERE secret IS NOT NULL;
