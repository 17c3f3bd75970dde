package dev.keyway.filters.limit;

import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Admin service of a simulation: books what is shipped and grants parts of what is left, never more than that. */
final class SimulatedAdmin {

    private record Key(String scope, String id, Period period, long start) {

        static Key of(WindowReport report) {
            return new Key(
                    report.scope(),
                    report.scopeId().toString(),
                    Period.valueOf(report.period()),
                    report.windowStart().toEpochDay());
        }

        boolean contains(Ended request) {
            String of = switch (scope) {
                case "TENANT" -> request.tenantId();
                case "TEAM" -> request.teamId();
                default -> request.tokenId();
            };
            return of.equals(id)
                    && Window.of(period, start).contains(request.date().toEpochDay());
        }
    }

    private static final class Grant {
        private long granted;
        private long booked;
        private long used;

        /** What may come to be booked: what is granted, or has been used beyond it. */
        long outstanding() {
            return Math.max(0, Math.max(granted, used) - booked);
        }
    }

    private final List<Ended> events = new ArrayList<>();
    private final Map<Key, Map<SimulatedGateway, Grant>> grants = new HashMap<>();
    private final Map<Key, Set<SimulatedGateway>> reported = new HashMap<>();
    private final int gateways;
    private boolean isWanted;
    private final Caps caps;

    /** Caps of hard budgets at the moment. */
    @FunctionalInterface
    interface Caps {

        /** The cap of a level's budget; null if it has no hard one for this period. */
        @Nullable
        Long of(String level, Period period);
    }

    SimulatedAdmin(int gateways, Caps caps) {
        this.gateways = gateways;
        this.caps = caps;
    }

    /** One gateway wants all that is left: from now on nobody else is granted anything. */
    void wanted() {
        isWanted = true;
    }

    /** Books some events of a gateway. */
    void ship(SimulatedGateway gateway, int most) {
        for (Ended request : gateway.ship(most)) {
            events.add(request);
            grants.forEach((key, ofKey) -> {
                Grant grant = ofKey.get(gateway);
                if (grant != null && key.contains(request)) {
                    grant.booked += request.nanos();
                }
            });
        }
    }

    /** Takes a gateway's report and has it apply the answer. @return whether it has to store that */
    boolean exchange(SimulatedGateway gateway) {
        List<ScopeReport> reports = gateway.ledger().reports(1_000);
        List<WindowSpend> windows = reports.stream()
                .flatMap(scope -> scope.windows().stream())
                .map(report -> answer(gateway, report))
                .toList();
        return gateway.ledger()
                .update(
                        reports,
                        new SpendView(
                                1,
                                TestBooks.TIMELINE,
                                TestBooks.LOG,
                                gateway.shipped(),
                                gateways,
                                Instant.EPOCH,
                                windows));
    }

    /** Budgets of a level were changed. */
    void changed(Level level) {
        reported.keySet().removeIf(key -> key.scope().equals(level.name()));
    }

    /** Whether a gateway has reported a window since the budgets of its level were changed. */
    boolean hasReported(SimulatedGateway gateway, Level level, String id, Window window) {
        Key key = new Key(level.name(), id, window.period(), window.from());
        return reported.getOrDefault(key, Set.of()).contains(gateway);
    }

    /** Whether what is booked and all that may come to be booked is within a cap. */
    boolean covers(Level level, String id, Window window, long cap) {
        Key key = new Key(level.name(), id, window.period(), window.from());
        long booked =
                events.stream().filter(key::contains).mapToLong(Ended::nanos).sum();
        return booked
                        + grants.getOrDefault(key, Map.of()).values().stream()
                                .mapToLong(Grant::outstanding)
                                .sum()
                <= cap;
    }

    private WindowSpend answer(SimulatedGateway gateway, WindowReport report) {
        Key key = Key.of(report);
        Map<SimulatedGateway, Grant> ofKey = grants.computeIfAbsent(key, first -> new HashMap<>());
        Grant grant = ofKey.computeIfAbsent(gateway, first -> new Grant());
        boolean unused = reported.computeIfAbsent(key, first -> new HashSet<>()).add(gateway);
        grant.used = report.spentNanos() + report.heldNanos();
        Long ceiling = report.ceilingNanos();
        if (ceiling != null) {
            grant.granted = Math.min(grant.granted, Math.max(ceiling, grant.booked));
        }
        long booked =
                events.stream().filter(key::contains).mapToLong(Ended::nanos).sum();
        long outstanding = ofKey.values().stream().mapToLong(Grant::outstanding).sum();
        Long cap = caps.of(report.scope(), key.period());
        if (cap == null) {
            return view(report, booked, grant, outstanding - grant.outstanding(), null);
        }
        long available = Math.max(0, cap - booked - outstanding);
        long share = isWanted ? 0 : available / (2L * gateways);
        long more = gateways == 1 ? available : Math.min(available, report.wantedNanos() + share);
        long elsewhere = outstanding - grant.outstanding();
        if (more > 0) {
            grant.granted = grant.booked + grant.outstanding() + more;
        }
        boolean isAskedBack = gateways > 1 && (available == 0 || isWanted) && report.wantedNanos() == 0;
        long kept = isWanted ? 0 : (cap - booked) / (2L * gateways);
        long target = isAskedBack ? grant.booked + kept : grant.granted;
        long excess = Math.max(0, booked + outstanding - cap);
        long covered = grant.booked + Math.max(0, grant.outstanding() - excess);
        long answered = Math.max(grant.booked, Math.min(Math.min(grant.granted, covered), target));
        return view(report, booked, grant, elsewhere, answered);
    }

    private static WindowSpend view(
            WindowReport report, long booked, Grant grant, long elsewhere, @Nullable Long ceiling) {
        return new WindowSpend(
                report.scope(),
                report.scopeId(),
                report.period(),
                report.windowStart(),
                booked,
                grant.booked,
                elsewhere,
                ceiling);
    }
}
