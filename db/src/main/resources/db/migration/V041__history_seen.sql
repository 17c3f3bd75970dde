-- The login that runs sees which migrations have run, and refuses to start on a schema of another release.
GRANT SELECT ON schema_history TO keyway_pipeline;
