CREATE TABLE login_failure (
    subject      text PRIMARY KEY CHECK (length(subject) <= 260),
    failures     integer NOT NULL CHECK (failures > 0),
    last_at      timestamptz NOT NULL,
    locked_until timestamptz NOT NULL
);

COMMENT ON TABLE login_failure IS 'Failed sign-ins by login name and by address; a success removes the row';
COMMENT ON COLUMN login_failure.subject IS 'login:… in lower case, or address:…';

GRANT SELECT, INSERT, UPDATE, DELETE ON login_failure TO keyway_app;
