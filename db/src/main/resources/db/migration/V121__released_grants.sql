-- What somebody releases counts for nothing from then on, also what its gateway said that it had spent.
GRANT UPDATE (spent_nanos, held_nanos, wanted_nanos, wanted_since) ON spend_grant TO keyway_app;
