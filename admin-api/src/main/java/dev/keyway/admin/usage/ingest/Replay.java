package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.database.Pipeline;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Books a rejected event, if this release can read it. */
@Component
public class Replay {

    private final EventReader reader = new EventReader();
    private final Pipeline pipeline;
    private final Booking booking;
    private final Clock clock;

    Replay(Pipeline pipeline, Booking booking, Clock clock) {
        this.pipeline = pipeline;
        this.booking = booking;
        this.clock = clock;
    }

    /**
     * Books it once, however often this is called.
     *
     * @return why it cannot be read; empty if it is booked
     */
    public Optional<String> replay(UUID rejected) {
        return pipeline.write(jdbc -> jdbc.sql(
                        "SELECT gateway_id, log_id, raw FROM usage_rejected WHERE id = ? AND replayed_at IS NULL FOR UPDATE")
                .param(rejected)
                .query((row, n) -> replay(
                        jdbc,
                        rejected,
                        row.getObject("gateway_id", UUID.class),
                        row.getObject("log_id", UUID.class),
                        row.getBytes("raw")))
                .optional()
                .orElseGet(Optional::empty));
    }

    private Optional<String> replay(JdbcClient jdbc, UUID rejected, UUID gateway, UUID log, byte[] raw) {
        return switch (reader.read(raw)) {
            case EventReader.Read.Invalid read -> Optional.of(read.line().reason());
            case EventReader.Read.Valid read -> {
                int unused = booking.book(jdbc, gateway, log, List.of(read.event()));
                unused = jdbc.sql("UPDATE usage_rejected SET replayed_at = ? WHERE id = ?")
                        .params(Timestamp.from(clock.instant()), rejected)
                        .update();
                yield Optional.empty();
            }
        };
    }
}
