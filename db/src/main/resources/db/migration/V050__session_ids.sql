ALTER TABLE session ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;

COMMENT ON COLUMN session.id IS 'What it is shown and ended by; says nothing of the cookie';

CREATE INDEX session_page ON session (user_id, id);
