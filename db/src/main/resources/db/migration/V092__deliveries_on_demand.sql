-- A delivery is tried again when somebody asks for it.
GRANT UPDATE (due_at, attempts, given_up_at) ON alert_outbox TO keyway_app;
