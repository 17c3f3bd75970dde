package dev.keyway.admin.userkey;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.database.Installation;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.revision.ConfigChange;
import dev.keyway.admin.revision.Revisions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * User keys for tenants of a release that made none: at the start, and each hour, for one may still run beside this. Gateways get them
 * as a change.
 */
@Service
class MissingUserKeys {

    private static final Logger LOG = LoggerFactory.getLogger(MissingUserKeys.class);
    private static final int PART = 500;

    private final Pipeline pipeline;
    private final UserKeys keys;
    private final Revisions revisions;

    MissingUserKeys(Pipeline pipeline, UserKeys keys, Revisions revisions) {
        this.pipeline = pipeline;
        this.keys = keys;
        this.revisions = revisions;
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void make() {
        int made;
        do {
            made = pipeline.write(this::part);
            if (made > 0) {
                LOG.info("Made the user keys of {} tenants", made);
            }
        } while (made > 0);
    }

    /** Rows that another replica holds are its own to do. */
    private int part(JdbcClient jdbc) {
        List<UUID> tenants = jdbc.sql("""
                        SELECT id FROM tenant WHERE user_key IS NULL AND deleted_at IS NULL
                        ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED""")
                .param(PART)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
        if (!tenants.isEmpty()) {
            UUID installation = Installation.id(jdbc);
            tenants.forEach(tenant -> keys.make(jdbc, installation, tenant));
            long unused = revisions.raise(
                    jdbc,
                    tenants.stream()
                            .map(tenant -> new ConfigChange(Subject.TENANT.text(), tenant, false))
                            .toList());
        }
        return tenants.size();
    }
}
