package dev.keyway.admin.statement;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.usage.repricing.ChosenList;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What made the adjustments that are booked in a month; nothing is added to a month that is closed. */
@Component
class StatementAdjustments {

    static final int MOST = 1000;

    private static final TypeReference<List<ChosenList>> LISTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final JsonMapper json;

    StatementAdjustments(JdbcClient jdbc, Pipeline pipeline, JsonMapper json) {
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.json = json;
    }

    /** Those that people made, at most one more than {@link #MOST}. */
    List<StatementAdjustment> byHand(UUID tenant, YearMonth month) {
        return jdbc.sql("""
                        SELECT id, event_id, date, team_id, token_id, nanos, reason, created_by, created_at FROM usage_adjustment
                        WHERE tenant_id = ? AND booking_month = ? AND repricing_id IS NULL ORDER BY id LIMIT ?""")
                .params(tenant, month.atDay(1), MOST + 1)
                .query((row, n) -> new StatementAdjustment(
                        row.getObject("id", UUID.class),
                        row.getObject("event_id", UUID.class),
                        row.getObject("date", LocalDate.class),
                        row.getObject("team_id", UUID.class),
                        row.getObject("token_id", UUID.class),
                        Money.dollars(row.getLong("nanos")).toPlainString(),
                        row.getString("reason"),
                        row.getString("created_by"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    /**
     * Repricings that a tenant's statement names. They are of the installation; reason and price lists are what a tenant sees of them.
     *
     * @param nanos what each adds to the statement
     */
    List<StatementRepricing> repricings(Map<UUID, Long> nanos) {
        return pipeline.jdbc()
                .sql(
                        "SELECT id, reason, price_lists, created_by, created_at FROM repricing WHERE id = ANY (?) ORDER BY id")
                .param(nanos.keySet().toArray(UUID[]::new))
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new StatementRepricing(
                            id,
                            row.getString("reason"),
                            json.readValue(row.getString("price_lists"), LISTS),
                            row.getString("created_by"),
                            row.getTimestamp("created_at").toInstant(),
                            Money.dollars(nanos.getOrDefault(id, 0L)).toPlainString());
                })
                .list();
    }
}
