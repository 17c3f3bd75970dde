CREATE TABLE installation (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    id         uuid NOT NULL,
    created_at timestamptz NOT NULL
);

COMMENT ON TABLE installation IS 'Names this installation; what is sealed here can be opened in no other';

INSERT INTO installation (id, created_at) VALUES (uuidv7(), now());
GRANT SELECT ON installation TO keyway_app, keyway_pipeline;
