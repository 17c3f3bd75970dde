package dev.keyway.filters.shipping;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import dev.keyway.contract.usage.UsageRefusal;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.PricedTier;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestOwner;
import dev.keyway.filters.record.RequestRefused;
import dev.keyway.filters.usage.EndedRequest;
import dev.keyway.filters.usage.UsageRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Usage events of the contract, made from what the log has.
 *
 * @param offsetMillis what is added to all times, because the gateway's clock is wrong
 */
record UsageEvents(long offsetMillis) {

    UsageEvent of(EndedRequest request) {
        RequestOpened opened = request.opened();
        RequestClosed closed = request.closed();
        List<UsageAttempt> attempts =
                request.attempts().stream().map(this::attempt).toList();
        return new UsageEvent(
                request.event(),
                request.sequence(),
                UsageEvent.REQUEST,
                opened.at().plusMillis(offsetMillis),
                offsetMillis,
                opened.date(),
                owner(opened.owner()),
                opened.requestId(),
                opened.operation(),
                opened.askedModel(),
                opened.alias(),
                opened.stream(),
                closed.outcome().name(),
                closed.status(),
                closed.errorOrigin(),
                closed.errorCode(),
                closed.queued().toMillis(),
                closed.firstByte() == null ? null : closed.firstByte().toMillis(),
                closed.duration().toMillis(),
                held(request),
                attempts.stream().mapToLong(UsageAttempt::costNanos).sum(),
                attempts.stream().anyMatch(UsageAttempt::estimated),
                closed.answeredBy() == 0 ? null : closed.answeredBy(),
                attempts,
                opened.tags(),
                opened.userHash(),
                null,
                null);
    }

    UsageEvent of(long sequence, UsageRecord.Refusal refusal) {
        RequestRefused refused = refusal.first();
        return new UsageEvent(
                refusal.event(),
                sequence,
                UsageEvent.REFUSAL,
                refused.at().plusMillis(offsetMillis),
                offsetMillis,
                refused.date(),
                owner(refused.owner()),
                refusal.count() == 1 ? refused.requestId() : "",
                refused.operation(),
                refused.askedModel(),
                null,
                false,
                "REFUSED",
                refused.status(),
                "gateway",
                refused.code(),
                0,
                null,
                0,
                0,
                0,
                false,
                null,
                List.of(),
                Map.of(),
                null,
                new UsageRefusal(refused.code(), refused.scope(), refused.limit(), refused.used(), refusal.count()),
                null);
    }

    /** What was held in the end: before each attempt, what the request had cost so far, and what the attempt could cost. */
    private static long held(EndedRequest request) {
        long held = request.opened().heldNanos();
        long cost = 0;
        for (EndedRequest.Attempt attempt : request.attempts()) {
            long ofBudgets = attempt.opened().heldNanos();
            long next = ofBudgets == 0 ? attempt.opened().expected().costNanos() : ofBudgets;
            held = Math.max(held, cost + next);
            cost += attempt.closed().usage().costNanos();
        }
        return held;
    }

    private UsageAttempt attempt(EndedRequest.Attempt attempt) {
        AttemptOpened opened = attempt.opened();
        UsageRecord.AttemptClose closed = attempt.closed();
        Cost cost = closed.usage().cost();
        PricedTier tier = closed.usage().tier();
        boolean stated =
                cost instanceof Cost.Priced priced && priced.priceVersion().equals(Cost.STATED);
        return new UsageAttempt(
                opened.number(),
                id(opened.providerId().isEmpty() ? opened.provider() : opened.providerId()),
                opened.provider(),
                opened.account().equals(opened.keyId()) ? null : id(opened.account()),
                id(opened.keyId()),
                opened.model(),
                stated || cost == null ? null : priceList(opened, tier),
                tier.name(),
                opened.at().plusMillis(offsetMillis),
                closed.outcome().name(),
                closed.status(),
                closed.failure(),
                opened.chosen(),
                closed.next(),
                closed.firstByteMillis() < 0 ? null : closed.firstByteMillis(),
                closed.durationMillis(),
                units(closed.usage().tokens()),
                closed.usage().costNanos(),
                closed.usage().estimated(),
                unpriced(cost),
                stated,
                opened.heldNanos());
    }

    private static @Nullable String priceList(AttemptOpened opened, PricedTier tier) {
        return tier.priceList() == null ? opened.priceList() : tier.priceList();
    }

    private static Map<String, Long> units(Usage usage) {
        Map<String, Long> units = new LinkedHashMap<>();
        put(units, Meter.INPUT, usage.freshInput());
        put(units, Meter.CACHE_READ, usage.cacheRead());
        put(units, Meter.CACHE_WRITE_5M, usage.cacheWrite5m());
        put(units, Meter.CACHE_WRITE_1H, usage.cacheWrite1h());
        put(units, Meter.OUTPUT, usage.output());
        put(units, Meter.REASONING, usage.reasoning());
        put(units, Meter.AUDIO_INPUT, usage.audioInput());
        put(units, Meter.AUDIO_OUTPUT, usage.audioOutput());
        put(units, Meter.SEARCH, usage.searches());
        new TreeMap<>(usage.units()).forEach((unit, count) -> units.put(unit.meter(), count));
        return units;
    }

    private static void put(Map<String, Long> units, Meter meter, long count) {
        if (count > 0) {
            units.put(meter.column(), count);
        }
    }

    private static Map<String, Long> unpriced(@Nullable Cost cost) {
        Map<String, Long> units = new LinkedHashMap<>();
        if (cost instanceof Cost.Unpriced unpriced) {
            unpriced.units().forEach((meter, count) -> put(units, meter, count));
        }
        return units;
    }

    private static @Nullable UsageOwner owner(RequestOwner owner) {
        return owner.isKnown()
                ? new UsageOwner(
                        id(owner.tenantId()),
                        owner.tenant(),
                        id(owner.teamId()),
                        owner.team(),
                        id(owner.tokenId()),
                        owner.token())
                : null;
    }

    /** An ID of the admin service; where it does not come from there, one that is always the same for a name. */
    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException name) {
            return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
