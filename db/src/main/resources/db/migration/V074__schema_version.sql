-- The admin service reports which version of the schema it works with.
GRANT SELECT (installed_rank, version, success) ON schema_history TO keyway_app;
