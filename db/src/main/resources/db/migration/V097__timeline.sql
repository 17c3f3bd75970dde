ALTER TABLE installation ADD COLUMN timeline uuid NOT NULL DEFAULT uuidv7();

COMMENT ON COLUMN installation.timeline IS
    'Renewed when a backup is restored: revisions and marks that gateways learnt on another timeline mean nothing here';
