package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.usage.cost.Units;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import dev.keyway.contract.usage.UsageRefusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Rows of events and attempts as they are staged, in the columns of their tables. */
final class StagedRows {

    static final String EVENT_COLUMNS = """
            id, arrived_at, gateway_id, log_id, sequence, kind, at, clock_offset_millis, date, tenant_id, tenant,
                team_id, team, token_id, token, request_id, operation, asked_model, alias, stream, outcome, status, error_origin,
                error_code, queued_millis, first_byte_millis, duration_millis, held_nanos, cost_nanos, estimated, requests, tokens,
                output_tokens, attempts, answered_by, provider_id, provider, account_id, key_id, model, refusal_scope, refusal_limit, refusal_used,
                tags, user_hash""";

    static final String ATTEMPT_COLUMNS = """
            event_id, number, arrived_at, tenant_id, provider_id, provider, account_id, key_id, model, price_list,
                tier, at, outcome, status, failure, chosen, next, first_byte_millis, duration_millis, input, cache_read,
                cache_write_5m, cache_write_1h, output, reasoning, audio_input, audio_output, search, other_units, cost_nanos,
                estimated, unpriced, stated_cost""";

    private static final JsonMapper JSON = new JsonMapper();

    private final String gateway;
    private final String log;
    private final String arrivedAt;
    private final CopyText events = new CopyText();
    private final CopyText attempts = new CopyText();

    StagedRows(UUID gateway, UUID log, Instant arrivedAt) {
        this.gateway = gateway.toString();
        this.log = log.toString();
        this.arrivedAt = arrivedAt.toString();
    }

    void add(UsageEvent event) {
        UsageOwner owner = Objects.requireNonNull(event.owner());
        UsageRefusal refusal = event.refusal();
        UsageAttempt target = target(event);
        long tokens = sum(event.attempts(), Units.TOKENS);
        long output = sum(event.attempts(), Units.OUTPUT_TOKENS);
        long ofAttempts =
                event.attempts().stream().mapToLong(UsageAttempt::costNanos).sum();
        events.add(event.id()).add(arrivedAt).add(gateway).add(log).add(event.sequence());
        events.add(event.kind()).add(event.at()).add(event.clockOffsetMillis()).add(event.date());
        events.add(owner.tenantId()).add(owner.tenant()).add(owner.teamId()).add(owner.team());
        events.add(owner.tokenId()).add(owner.token()).add(event.requestId()).add(event.operation());
        events.add(event.askedModel()).add(event.alias()).add(event.stream()).add(event.outcome());
        events.add(event.status()).add(event.errorOrigin()).add(code(event)).add(event.queuedMillis());
        events.add(event.firstByteMillis()).add(event.durationMillis()).add(event.heldNanos());
        events.add(event.costNanos())
                .add(event.estimated())
                .add(requests(event))
                .add(tokens)
                .add(output);
        events.add(event.attempts().size()).add(event.answeredBy());
        events.add(target == null ? null : target.providerId()).add(target == null ? null : target.provider());
        events.add(target == null ? null : target.accountId()).add(target == null ? null : target.keyId());
        events.add(target == null ? null : target.model());
        events.add(refusal == null ? null : refusal.scope()).add(refusal == null ? null : refusal.limit());
        events.add(refusal == null ? null : refusal.used())
                .add(json(event.tags()))
                .add(event.userHash());
        events.add(event.costNanos() - ofAttempts).end();
        event.attempts().forEach(attempt -> add(event, owner, attempt));
    }

    byte[] events() {
        return events.bytes();
    }

    byte[] attempts() {
        return attempts.bytes();
    }

    private void add(UsageEvent event, UsageOwner owner, UsageAttempt attempt) {
        Map<String, Long> other = other(attempt.units());
        attempts.add(event.id()).add(attempt.number()).add(arrivedAt).add(owner.tenantId());
        attempts.add(attempt.providerId())
                .add(attempt.provider())
                .add(attempt.accountId())
                .add(attempt.keyId());
        attempts.add(attempt.model())
                .add(attempt.priceList())
                .add(attempt.tier())
                .add(attempt.at());
        attempts.add(attempt.outcome())
                .add(attempt.status())
                .add(attempt.failure())
                .add(attempt.chosen());
        attempts.add(attempt.next()).add(attempt.firstByteMillis()).add(attempt.durationMillis());
        Units.METERS.forEach(meter -> attempts.add(attempt.units().getOrDefault(meter, 0L)));
        attempts.add(json(other)).add(attempt.costNanos()).add(attempt.estimated());
        attempts.add(json(attempt.unpriced())).add(attempt.statedCost()).end();
    }

    /** Units of meters that have no column. */
    private static Map<String, Long> other(Map<String, Long> units) {
        if (Units.METERS.containsAll(units.keySet())) {
            return Map.of();
        }
        Map<String, Long> other = new LinkedHashMap<>(units);
        Units.METERS.forEach(other::remove);
        return other;
    }

    /** The attempt that answered, or else the last one. */
    static @Nullable UsageAttempt target(UsageEvent event) {
        List<UsageAttempt> attempts = event.attempts();
        return attempts.stream()
                .filter(attempt -> event.answeredBy() != null && attempt.number() == event.answeredBy())
                .findFirst()
                .or(() -> attempts.stream().max(Comparator.comparingInt(UsageAttempt::number)))
                .orElse(null);
    }

    private static long sum(List<UsageAttempt> attempts, List<String> meters) {
        return attempts.stream()
                .flatMapToLong(attempt ->
                        meters.stream().mapToLong(meter -> attempt.units().getOrDefault(meter, 0L)))
                .sum();
    }

    private static long requests(UsageEvent event) {
        return event.refusal() == null ? 1 : Math.max(1, event.refusal().count());
    }

    private static @Nullable String code(UsageEvent event) {
        return event.errorCode() == null && event.refusal() != null
                ? event.refusal().code()
                : event.errorCode();
    }

    private static @Nullable String json(Map<String, ?> map) {
        return map.isEmpty() ? null : JSON.writeValueAsString(map);
    }
}
