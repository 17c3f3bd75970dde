package dev.keyway.admin.publish;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.providerkey.KeyStateView;
import dev.keyway.admin.usage.log.LogReports;
import dev.keyway.contract.control.Heartbeat;
import dev.keyway.contract.control.KeyState;
import dev.keyway.contract.control.KeyStates;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what gateways say of themselves and of keys. */
@Component
final class Reports {

    private static final Set<String> STATES = Arrays.stream(KeyStateView.State.values())
            .map(KeyStateView.State::name)
            .collect(Collectors.toUnmodifiableSet());
    private static final int MAX_TEXT = 200;
    private static final int MAX_VERSION = 100;
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private final Pipeline pipeline;
    private final Warnings warnings;
    private final LogReports logs;
    private final Clock clock;

    Reports(Pipeline pipeline, Warnings warnings, LogReports logs, Clock clock) {
        this.pipeline = pipeline;
        this.logs = logs;
        this.warnings = warnings;
        this.clock = clock;
    }

    /** That it called, and which revision it has. */
    void seen(UUID gateway, long revision) {
        int unused = pipeline.jdbc()
                .sql("UPDATE gateway SET seen_at = ?, applied_revision = ? WHERE id = ?")
                .params(now(), revision, gateway)
                .update();
    }

    void take(UUID gateway, Heartbeat heartbeat) {
        if (heartbeat.version() == null || heartbeat.version().length() > MAX_VERSION) {
            throw ProblemException.invalid("version", "must be given, with at most " + MAX_VERSION + " characters");
        }
        requireMoment("startedAt", heartbeat.startedAt());
        int beating = pipeline.jdbc()
                .sql("""
                        UPDATE gateway SET seen_at = ?, software_version = ?, applied_revision = ?, started_at = ?, in_flight = ?
                        WHERE id = ? AND (?::uuid IS NULL OR instance_id IS NULL OR instance_id = ?)""")
                .params(Arrays.asList(
                        now(),
                        heartbeat.version(),
                        heartbeat.revision(),
                        Timestamp.from(heartbeat.startedAt()),
                        heartbeat.inFlight(),
                        gateway,
                        heartbeat.instanceId(),
                        heartbeat.instanceId()))
                .update();
        if (beating == 0) {
            throw ProblemException.of(
                    ErrorCode.GATEWAY_RUNNING,
                    "Another instance has registered with this credential since: register again.");
        }
        logs.reported(gateway, heartbeat.log());
    }

    /** Keys that are not there any more are passed over. */
    void take(UUID gateway, KeyStates report) {
        Map<Place, KeyState> states = new LinkedHashMap<>();
        for (int i = 0; i < report.states().size(); i++) {
            KeyState state = report.states().get(i);
            require("states[" + i + "]", state);
            states.put(new Place(state.keyId(), text(state.model())), state);
        }
        boolean unused = pipeline.write(jdbc -> {
            if (report.complete()) {
                forgetOthers(jdbc, gateway, states.keySet());
            }
            keep(jdbc, gateway, states.values());
            warnings.look(jdbc, states.values());
            return true;
        });
    }

    private static void forgetOthers(JdbcClient jdbc, UUID gateway, Collection<Place> named) {
        int unused = jdbc.sql("""
                        DELETE FROM key_state s WHERE gateway_id = ? AND NOT EXISTS (
                            SELECT FROM unnest(?::uuid[], ?::text[]) AS n (key_id, model)
                            WHERE n.key_id = s.key_id AND n.model = s.model)""")
                .params(
                        gateway,
                        named.stream().map(Place::key).toArray(UUID[]::new),
                        named.stream().map(Place::model).toArray(String[]::new))
                .update();
    }

    private void keep(JdbcClient jdbc, UUID gateway, Collection<KeyState> states) {
        int unused = jdbc.sql("""
                        INSERT INTO key_state (gateway_id, reported_at, key_id, model, state, reason, since, until, in_flight,
                            successes, failures)
                        SELECT ?, ?, n.* FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                            ?::integer[], ?::bigint[], ?::bigint[])
                            AS n (key_id, model, state, reason, since, until, in_flight, successes, failures)
                        JOIN provider_key k ON k.id = n.key_id AND k.deleted_at IS NULL
                        ORDER BY n.key_id, n.model
                        ON CONFLICT (key_id, gateway_id, model) DO UPDATE SET state = excluded.state, reason = excluded.reason,
                            since = excluded.since, until = excluded.until, in_flight = excluded.in_flight,
                            successes = excluded.successes, failures = excluded.failures, reported_at = excluded.reported_at""")
                .params(
                        gateway,
                        now(),
                        column(states, KeyState::keyId, UUID[]::new),
                        column(states, state -> text(state.model()), String[]::new),
                        column(states, KeyState::state, String[]::new),
                        column(states, state -> text(state.reason()), String[]::new),
                        column(states, state -> Timestamp.from(state.since()), Timestamp[]::new),
                        column(states, state -> timestamp(state.until()), Timestamp[]::new),
                        column(states, KeyState::inFlight, Integer[]::new),
                        column(states, KeyState::successes, Long[]::new),
                        column(states, KeyState::failures, Long[]::new))
                .update();
    }

    private static <T> @Nullable T[] column(
            Collection<KeyState> states, Function<KeyState, @Nullable T> value, IntFunction<@Nullable T[]> array) {
        return states.stream().map(value).toArray(array);
    }

    private static void require(String at, KeyState state) {
        if (state == null || state.keyId() == null) {
            throw ProblemException.invalid(at + ".keyId", "must be given");
        }
        if (state.state() == null || !STATES.contains(state.state())) {
            throw ProblemException.invalid(at + ".state", "must be READY, COOLING, LOCKED, PROBING or UNUSABLE");
        }
        if (text(state.model()).length() > MAX_TEXT || text(state.reason()).length() > MAX_TEXT) {
            throw ProblemException.invalid(at, "must have a model and a reason of at most " + MAX_TEXT + " characters");
        }
        requireMoment(at + ".since", state.since());
        if (state.until() != null) {
            requireMoment(at + ".until", state.until());
        }
    }

    private static void requireMoment(String field, @Nullable Instant at) {
        if (at == null || at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw ProblemException.invalid(
                    field, "must be a moment of these two centuries, such as 2026-01-31T12:00:00Z");
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }

    private record Place(UUID key, String model) {}
}
