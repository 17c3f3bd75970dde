package dev.keyway.admin.budget;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.control.SpendReport;
import dev.keyway.contract.control.SpendView;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.control.WindowSpend;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A gateway with one budget window, which spends within what it is granted. Amounts are nano-dollars. */
final class Spender {

    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final String KEY = Base64.getEncoder().encodeToString(key());
    private static final int MINUTE = 60;

    private final AdminServer server;
    private final Api api;
    private final UUID instance = UUID.randomUUID();
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final UsageOwner owner;
    private final String scope;
    private final Deque<Long> lastMinute = new ArrayDeque<>();
    private final List<UsageEvent> unshipped = new ArrayList<>();
    private TestLog log;
    private int starts;
    private long thisSecond;
    private @Nullable Long answered;
    private @Nullable Long ceiling;
    private long spent;
    private long held;
    private long wanted;
    private @Nullable String refusal;

    /** One that is registered, for the budget of a team. */
    Spender(AdminServer server, UsageOwner owner) {
        this(server, owner, "TEAM", server.credential());
    }

    Spender(AdminServer server, UsageOwner owner, String scope, String credential) {
        this.server = server;
        this.owner = owner;
        this.scope = scope;
        this.api = server.anonymous().bearer(credential);
        this.log = new TestLog(api);
        start(log);
    }

    /** Starts anew; a log that it had before is gone if this is another one. */
    void start(TestLog with) {
        log = with;
        ceiling = null;
        register(instance, ++starts, log).expect(200);
    }

    Answer register(UUID id, int start, TestLog with) {
        return api.post(
                "/gateway/v1/register", """
                {"contract": 1, "version": "1", "publicKey": "%s", "instanceId": "%s", "startCount": %d,
                 "log": {"logId": "%s", "lastSequence": %d, "shippedThrough": %d, "damaged": 0}}""".formatted(KEY, id, start, with.id(), with.shipped(), with.shipped()));
    }

    void signOff() {
        api.post("/gateway/v1/sign-off", """
                {"instanceId": "%s", "log": {"logId": "%s", "lastSequence": %d, "shippedThrough": %d, "damaged": 0}}""".formatted(instance, log.id(), log.shipped(), log.shipped()))
                .expect(204);
    }

    void heartbeat() {
        api.post("/gateway/v1/heartbeats", """
                {"version": "1", "revision": 1, "startedAt": "2026-11-26T01:00:00Z", "inFlight": 0, "instanceId": "%s"}""".formatted(instance)).expect(204);
    }

    /** Spends, if it may; otherwise it wants what is missing. */
    boolean spend(long nanos) {
        long most = Objects.requireNonNullElse(ceiling, 0L);
        if (spent + held + nanos > most) {
            wanted = spent + held + nanos - most;
            return false;
        }
        wanted = 0;
        spent += nanos;
        thisSecond += nanos;
        unshipped.add(event(nanos));
        return true;
    }

    void hold(long nanos) {
        held = nanos;
    }

    void refuse(@Nullable String code) {
        refusal = code;
    }

    void wantNothing() {
        wanted = 0;
    }

    UsageEvent event(long nanos) {
        Instant at = server.clock().instant();
        return events.request(
                events.id(at), owner, at, today(), "COMPLETED", List.of(events.attempt(1, at, nanos, null)));
    }

    void ship() {
        log.ship(List.copyOf(unshipped));
        unshipped.clear();
    }

    /** Reports and applies the answer. */
    WindowSpend report() {
        lastMinute.add(thisSecond);
        thisSecond = 0;
        if (lastMinute.size() > MINUTE) {
            lastMinute.remove();
        }
        SpendView view = view(post(List.of(window())));
        answered = view.number();
        WindowSpend spend = view.windows().getFirst();
        Long next = spend.ceilingNanos();
        ceiling = next == null ? null : (Long) Math.max(next, ceiling == null ? 0 : Math.min(ceiling, spent + held));
        return spend;
    }

    Answer post(List<WindowReport> windows) {
        return post(windows, answered);
    }

    Answer post(List<WindowReport> windows, @Nullable Long answer) {
        return api.post(
                "/gateway/v1/spend",
                JSON.writeValueAsString(new SpendReport(1, instance, null, log.id(), answer, windows)));
    }

    static SpendView view(Answer answer) {
        return JSON.readValue(answer.expect(200).raw(), SpendView.class);
    }

    WindowReport window() {
        return new WindowReport(
                scope,
                scopeId(),
                "DAY",
                today(),
                ceiling,
                spent,
                held,
                wanted,
                lastMinute.stream().mapToLong(nanos -> nanos).sum(),
                refusal);
    }

    LocalDate today() {
        return LocalDate.ofInstant(server.clock().instant(), ZoneOffset.UTC);
    }

    private UUID scopeId() {
        return switch (scope) {
            case "TENANT" -> owner.tenantId();
            case "TEAM" -> owner.teamId();
            default -> owner.tokenId();
        };
    }

    Api api() {
        return api;
    }

    TestLog log() {
        return log;
    }

    UUID instance() {
        return instance;
    }

    @Nullable
    Long answered() {
        return answered;
    }

    @Nullable
    Long ceiling() {
        return ceiling;
    }

    long spent() {
        return spent;
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        key[0] = 9;
        return key;
    }
}
