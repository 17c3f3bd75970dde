package dev.keyway.admin.alert;

import dev.keyway.admin.database.Installation;
import dev.keyway.admin.database.Pipeline;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Seals the addresses of webhooks that a release before wrote: at the start, and each hour, for one may still run beside this.
 */
@Service
class TargetSealing {

    private static final Logger LOG = LoggerFactory.getLogger(TargetSealing.class);

    private final Pipeline pipeline;
    private final ChannelSeal seal;

    TargetSealing(Pipeline pipeline, ChannelSeal seal) {
        this.pipeline = pipeline;
        this.seal = seal;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void sealOpen() {
        int sealed = pipeline.write(this::seal);
        if (sealed > 0) {
            LOG.info("Sealed the addresses of {} webhooks", sealed);
        }
    }

    /** Rows that another replica holds are its own to do. */
    private int seal(JdbcClient jdbc) {
        UUID installation = Installation.id(jdbc);
        List<Open> open = jdbc.sql("""
                        SELECT id, target FROM alert_channel
                        WHERE kind = 'WEBHOOK' AND target_sealed IS NULL AND deleted_at IS NULL
                        ORDER BY id FOR UPDATE SKIP LOCKED""")
                .query((row, n) -> new Open(row.getObject("id", UUID.class), row.getString("target")))
                .list();
        for (Open channel : open) {
            ChannelQueries.readdress(
                    jdbc, channel.id(), seal.target(installation, channel.id(), ChannelKind.WEBHOOK, channel.target()));
        }
        return open.size();
    }

    private record Open(UUID id, String target) {

        @Override
        public String toString() {
            return "Open[" + id + "]";
        }
    }
}
