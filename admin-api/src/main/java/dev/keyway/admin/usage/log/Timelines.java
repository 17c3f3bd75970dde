package dev.keyway.admin.usage.log;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.database.Installation;
import dev.keyway.admin.identity.Ids;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Renews the timeline when a gateway knows more of the present one than the database does: it was restored from a backup. */
@Component
public class Timelines {

    private static final Logger LOG = LoggerFactory.getLogger(Timelines.class);

    private final Alerts alerts;
    private final Ids ids;

    Timelines(Alerts alerts, Ids ids) {
        this.alerts = alerts;
        this.ids = ids;
    }

    /**
     * Renews the timeline, unless it was renewed in the meantime.
     *
     * @param transaction one that sees all tenants
     * @param present the timeline in which a gateway has heard of more than there is
     * @param gateway that has
     * @return the timeline from now on
     */
    public UUID renew(JdbcClient transaction, UUID present, UUID gateway) {
        UUID next = ids.next();
        int renewed = transaction
                .sql("UPDATE installation SET timeline = ? WHERE timeline = ?")
                .params(next, present)
                .update();
        if (renewed == 0) {
            return Installation.timeline(transaction);
        }
        String name = Gaps.name(transaction, gateway);
        LOG.warn(
                "the gateway '{}' knows a later state than the database: it was restored, and a new timeline begins",
                name);
        int unused = alerts.raise(
                transaction,
                new Alert(
                        AlertEvent.DATABASE_RESTORED,
                        null,
                        "timeline " + next,
                        "The gateway '%s' knows a later state than the database, which was restored: gateways read everything again and send the usage that they still have."
                                .formatted(name),
                        Map.of("timeline", next.toString(), "gatewayId", gateway.toString(), "gateway", name)));
        return next;
    }
}
