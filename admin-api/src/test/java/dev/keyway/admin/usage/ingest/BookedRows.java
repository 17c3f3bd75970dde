package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.database.Pipeline;

/** Records that a test has stored by itself, added to the rollups as ingest adds those that it stores. */
public final class BookedRows {

    private BookedRows() {}

    public static void addToRollups(AdminServer server) {
        boolean unused = server.bean(Pipeline.class).write(jdbc -> {
            jdbc.sql("SET LOCAL statement_timeout = 0").update();
            jdbc.sql(
                            "CREATE TEMPORARY TABLE staged_event ON COMMIT DROP AS SELECT e.*, cost_nanos - (SELECT coalesce(sum(a.cost_nanos), 0)"
                                    + " FROM usage_attempt a WHERE a.event_id = e.id)::bigint AS rest_nanos FROM usage_event e")
                    .update();
            jdbc.sql("CREATE TEMPORARY TABLE staged_attempt ON COMMIT DROP AS SELECT * FROM usage_attempt")
                    .update();
            jdbc.sql("ANALYZE staged_event").update();
            jdbc.sql("ANALYZE staged_attempt").update();
            Sums.ROLLUPS.forEach(rollup -> jdbc.sql(rollup).update());
            return true;
        });
    }
}
