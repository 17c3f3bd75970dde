CREATE TABLE revision (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    value bigint NOT NULL CHECK (value >= 0)
);

COMMENT ON TABLE revision IS 'The configuration''s revision, raised as the last write of each change, so that revisions are in the order of commits';

INSERT INTO revision (value) VALUES (0);
GRANT SELECT, UPDATE ON revision TO keyway_app, keyway_pipeline;

CREATE TABLE config_change (
    revision bigint NOT NULL,
    kind     text NOT NULL CHECK (kind ~ '^[a-z][a-z_]*$'),
    id       uuid NOT NULL,
    deleted  boolean NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (revision, kind, id)
);

COMMENT ON TABLE config_change IS 'What each revision touched, for 7 days: gateways ask for what came after theirs';
COMMENT ON COLUMN config_change.deleted IS 'Gateways forget it; otherwise they read it anew';

CREATE INDEX config_change_age ON config_change (at);
GRANT SELECT, INSERT ON config_change TO keyway_app;
GRANT SELECT, INSERT, DELETE ON config_change TO keyway_pipeline;
