package dev.keyway.filters.limit;

import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Books of an admin service with one connected gateway, unless told otherwise: grants all that is left, and books what was shipped. */
final class TestBooks {

    static final UUID LOG = new UUID(1, 1);
    static final UUID TIMELINE = new UUID(2, 2);

    /** Windows by scope, period and start. */
    record Key(String scope, UUID id, String period, long start) {
        static Key of(WindowReport report) {
            return new Key(
                    report.scope(),
                    report.scopeId(),
                    report.period(),
                    report.windowStart().toEpochDay());
        }
    }

    /** What a log has shipped, by sequence: windows and cost. */
    private final TreeMap<Long, Ended> shipped = new TreeMap<>();

    private final Map<Key, Long> caps = new HashMap<>();
    private final Map<Key, Long> elsewhere = new HashMap<>();
    private int gateways = 1;

    /** Caps by scope and period; a scope without one has no hard budget. */
    void cap(String scope, UUID id, String period, @Nullable Long nanos) {
        Key key = new Key(scope, id, period, 0);
        if (nanos == null) {
            caps.remove(key);
        } else {
            caps.put(key, nanos);
        }
    }

    /** What other gateways have been granted of a scope's budgets. */
    void grantedElsewhere(String scope, UUID id, String period, long nanos) {
        elsewhere.put(new Key(scope, id, period, 0), nanos);
    }

    void gateways(int connected) {
        gateways = connected;
    }

    void ship(Ended request) {
        shipped.put(request.sequence(), request);
    }

    long mark() {
        return shipped.isEmpty() ? 0 : shipped.lastKey();
    }

    /** Answers the reports, as of the present. */
    SpendView answer(List<ScopeReport> reports) {
        List<WindowSpend> windows = new ArrayList<>();
        for (ScopeReport scope : reports) {
            scope.windows().forEach(report -> windows.add(answer(report)));
        }
        return new SpendView(1, TIMELINE, LOG, mark(), gateways, Instant.EPOCH, windows);
    }

    /** Reports all that there is, and applies the answer. */
    void exchange(Ledger ledger) {
        List<ScopeReport> reports = ledger.reports(10_000);
        ledger.update(reports, answer(reports));
    }

    private WindowSpend answer(WindowReport report) {
        long booked = shipped.values().stream()
                .filter(request -> isIn(report, request))
                .mapToLong(Ended::nanos)
                .sum();
        Key budget = new Key(report.scope(), report.scopeId(), report.period(), 0);
        Long cap = caps.get(budget);
        long others = elsewhere.getOrDefault(budget, 0L);
        return new WindowSpend(
                report.scope(),
                report.scopeId(),
                report.period(),
                report.windowStart(),
                booked,
                booked,
                others,
                cap == null ? null : Math.max(booked, cap - others));
    }

    private static boolean isIn(WindowReport report, Ended request) {
        String id = switch (report.scope()) {
            case "TENANT" -> request.tenantId();
            case "TEAM" -> request.teamId();
            default -> request.tokenId();
        };
        Window window = Window.of(
                dev.keyway.contract.window.Period.valueOf(report.period()),
                report.windowStart().toEpochDay());
        return id.equals(report.scopeId().toString())
                && window.contains(request.date().toEpochDay());
    }
}
