package dev.keyway.admin.budget;

import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.usage.log.LogMark;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Raises an alert where a gateway has refused a call because of a budget, once for each budget and window. */
@Component
class RefusedBudgets {

    /** The places of windows whose refusal by that budget is new. Each is looked up by the whole key of its row. */
    private static final String NEW = """
            SELECT a.place
            FROM unnest(?::text[], ?::uuid[], ?::text[], ?::date[], ?::uuid[]) WITH ORDINALITY
                AS a (scope, scope_id, period, window_start, budget_id, place)
            WHERE a.budget_id IS DISTINCT FROM (
                SELECT g.refused_budget FROM spend_grant g
                WHERE g.scope = a.scope AND g.scope_id = a.scope_id AND g.period = a.period AND g.window_start = a.window_start
                    AND g.gateway_id = ? AND g.log_id = ?)""";

    private final Alerts alerts;

    RefusedBudgets(Alerts alerts) {
        this.alerts = alerts;
    }

    /** A gateway repeats in each report of a window that it refused. Without a hard budget a refusal is of none, and is not remembered. */
    void raise(JdbcClient transaction, LogMark log, List<AskedWindow> asked) {
        List<AskedWindow> refused =
                asked.stream().filter(window -> window.refusedBudget() != null).toList();
        if (refused.isEmpty()) {
            return;
        }
        added(transaction, log, refused).stream()
                .map(window -> alert(window, Objects.requireNonNull(window.budget())))
                .sorted(Comparator.comparing(Alert::occasion))
                .forEach(alert -> {
                    int unused = alerts.raise(transaction, alert);
                });
    }

    private static List<AskedWindow> added(JdbcClient transaction, LogMark log, List<AskedWindow> refused) {
        List<Window> windows = refused.stream().map(AskedWindow::window).toList();
        return transaction
                .sql(NEW)
                .params(Stream.concat(
                                SpendRows.keys(windows),
                                Stream.of(
                                        SpendRows.column(refused, AskedWindow::refusedBudget, UUID[]::new),
                                        log.gatewayId(),
                                        log.logId()))
                        .toList())
                .query((row, n) -> refused.get(row.getInt("place") - 1))
                .list();
    }

    private static Alert alert(AskedWindow asked, HardBudget budget) {
        Window window = asked.window();
        String scope = window.scope().toLowerCase(Locale.ROOT);
        String refusal = Objects.requireNonNull(asked.report().refusal());
        return new Alert(
                AlertEvent.BUDGET_HARD,
                asked.tenant(),
                "budget %s hard %s".formatted(budget.id(), window.start()),
                "A call was refused (%s) by the budget of the %s '%s' for the %s from %s."
                        .formatted(refusal, scope, budget.name(), period(window), window.start()),
                Map.of(
                        "budgetId", budget.id().toString(),
                        "scope", scope,
                        "scopeId", window.scopeId().toString(),
                        "name", budget.name(),
                        "period", window.period().name(),
                        "windowStart", window.start().toString(),
                        "limit", Money.dollars(budget.cap()).toPlainString(),
                        "code", refusal));
    }

    private static String period(Window window) {
        return window.period().name().toLowerCase(Locale.ROOT);
    }
}
