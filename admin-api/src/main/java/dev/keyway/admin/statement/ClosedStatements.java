package dev.keyway.admin.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Closed statements as they are stored. */
@Component
class ClosedStatements {

    private static final TypeReference<List<Missing>> MISSING = new TypeReference<>() {};
    private static final TypeReference<List<StatementPriceList>> LISTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ClosedStatements(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<ClosedStatement> find(UUID tenant, YearMonth month) {
        return jdbc.sql("SELECT * FROM statement WHERE tenant_id = ? AND month = ?")
                .params(tenant, month.atDay(1))
                .query((row, n) -> new ClosedStatement(
                        row.getString("tenant"),
                        row.getString("zone"),
                        row.getTimestamp("closed_at").toInstant(),
                        row.getString("closed_by"),
                        row.getString("note"),
                        json.readValue(row.getString("missing"), MISSING),
                        json.readValue(row.getString("price_lists"), LISTS)))
                .optional();
    }

    /** A month of the list, closed or not. */
    StatementMonths.Month month(ResultSet row, boolean isMissingShown) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new StatementMonths.Month(
                YearMonth.from(row.getObject("month", LocalDate.class)).toString(),
                closed == null ? null : closed.toInstant(),
                row.getString("closed_by"),
                row.getObject("missing_count", Integer.class),
                closed == null || !isMissingShown ? null : json.readValue(row.getString("missing"), MISSING));
    }

    void add(StatementMonth month, ClosedStatement closed) {
        int unused = jdbc.sql("""
                        INSERT INTO statement (tenant_id, month, tenant, zone, closed_at, closed_by, note, missing, price_lists)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)""")
                .params(
                        month.tenant(),
                        month.month().atDay(1),
                        closed.tenant(),
                        closed.zone(),
                        Timestamp.from(closed.closedAt()),
                        closed.closedBy(),
                        closed.note(),
                        json.writeValueAsString(closed.missing()),
                        json.writeValueAsString(closed.priceLists()))
                .update();
    }
}
