package dev.keyway.admin.usage.ingest;

import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an event must have to be booked. Whatever passes can be stored and added up, so that no event makes those of its batch
 * fail.
 */
final class EventRules {

    /** A million dollars for one request: thousands of them still add up to a long. */
    static final long MOST_NANOS = 1_000_000_000_000_000L;

    static final long MOST_UNITS = 1_000_000_000_000L;

    private static final Set<String> KINDS = Set.of(UsageEvent.REQUEST, UsageEvent.REFUSAL);
    private static final Set<String> OUTCOMES =
            Set.of("COMPLETED", "REFUSED", "FAILED", "BROKEN", "CANCELLED", "INTERRUPTED");
    private static final int MOST_TEXT = 2000;
    private static final int MOST_ATTEMPTS = 200;
    private static final int MOST_NAMES = 64;
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    private EventRules() {}

    /** What is wrong with it; empty if nothing is. */
    static Optional<String> fault(UsageEvent event) {
        return Stream.<Optional<String>>of(ids(event), moments(event), texts(event), numbers(event), attempts(event))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> ids(UsageEvent event) {
        if (event.id() == null) {
            return Optional.of("id must be given");
        }
        if (event.kind() == null || !KINDS.contains(event.kind())) {
            return Optional.of("kind is not known");
        }
        if (event.outcome() == null || !OUTCOMES.contains(event.outcome())) {
            return Optional.of("outcome is not known");
        }
        UsageOwner owner = event.owner();
        if (owner == null || owner.tenantId() == null || owner.teamId() == null || owner.tokenId() == null) {
            return Optional.of("owner must be given, with the IDs of tenant, team and token");
        }
        return check(event.sequence() >= 0, "sequence must not be negative");
    }

    private static Optional<String> moments(UsageEvent event) {
        if (!isNear(event.at())) {
            return Optional.of("at must be a moment of these two centuries");
        }
        LocalDate date = event.date();
        return check(
                date != null && date.getYear() >= 2000 && date.getYear() < 2200,
                "date must be a day of these two centuries");
    }

    private static Optional<String> texts(UsageEvent event) {
        UsageOwner owner = event.owner();
        Stream<@Nullable String> texts = Stream.of(
                event.requestId(),
                event.operation(),
                event.askedModel(),
                event.alias(),
                event.errorOrigin(),
                event.errorCode(),
                event.userHash(),
                owner == null ? null : owner.tenant(),
                owner == null ? null : owner.team(),
                owner == null ? null : owner.token(),
                event.refusal() == null ? null : event.refusal().code(),
                event.refusal() == null ? null : event.refusal().scope());
        boolean fine = texts.allMatch(EventRules::isStorable)
                && event.tags().size() <= MOST_NAMES
                && event.tags().entrySet().stream()
                        .allMatch(tag -> isStorable(tag.getKey()) && isStorable(tag.getValue()));
        return check(fine, "a text is too long, or has a character that cannot be stored");
    }

    private static Optional<String> numbers(UsageEvent event) {
        Long firstByte = event.firstByteMillis();
        boolean fine = isMoney(event.costNanos())
                && isMoney(event.heldNanos())
                && isUnits(event.queuedMillis())
                && isUnits(event.durationMillis())
                && (firstByte == null || isUnits(firstByte))
                && Math.abs(event.clockOffsetMillis()) <= MOST_UNITS
                && (event.refusal() == null || isUnits(event.refusal().count()));
        return check(fine, "an amount or a duration is out of range");
    }

    private static Optional<String> attempts(UsageEvent event) {
        if (event.attempts().size() > MOST_ATTEMPTS) {
            return Optional.of("attempts are too many");
        }
        Set<Integer> numbers = new HashSet<>();
        for (UsageAttempt attempt : event.attempts()) {
            if (!numbers.add(attempt.number())) {
                return Optional.of("attempts must each have a number of its own");
            }
            Optional<String> fault = fault(attempt);
            if (fault.isPresent()) {
                return fault.map(what -> "attempts[%d].%s".formatted(attempt.number(), what));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(UsageAttempt attempt) {
        if (attempt.providerId() == null || attempt.keyId() == null) {
            return Optional.of("providerId and keyId must be given");
        }
        if (attempt.provider() == null || attempt.model() == null || attempt.outcome() == null) {
            return Optional.of("provider, model and outcome must be given");
        }
        if (!isNear(attempt.at())) {
            return Optional.of("at must be a moment of these two centuries");
        }
        boolean texts = Stream.<@Nullable String>of(
                        attempt.provider(),
                        attempt.model(),
                        attempt.priceList(),
                        attempt.tier(),
                        attempt.outcome(),
                        attempt.failure(),
                        attempt.chosen(),
                        attempt.next())
                .allMatch(EventRules::isStorable);
        Long firstByte = attempt.firstByteMillis();
        boolean numbers = isMoney(attempt.costNanos())
                && isMoney(attempt.heldNanos())
                && isUnits(attempt.durationMillis())
                && (firstByte == null || isUnits(firstByte))
                && areUnits(attempt.units())
                && areUnits(attempt.unpriced());
        return check(texts && numbers, "a text is too long or not storable, or a number is out of range");
    }

    private static boolean areUnits(Map<String, Long> units) {
        return units.size() <= MOST_NAMES
                && units.entrySet().stream().allMatch(meter -> isStorable(meter.getKey()) && isUnits(meter.getValue()));
    }

    private static boolean isMoney(long nanos) {
        return nanos >= 0 && nanos <= MOST_NANOS;
    }

    private static boolean isUnits(long units) {
        return units >= 0 && units <= MOST_UNITS;
    }

    private static boolean isStorable(@Nullable String text) {
        return text == null || (text.length() <= MOST_TEXT && text.indexOf('\0') < 0);
    }

    private static boolean isNear(@Nullable Instant at) {
        return at != null && !at.isBefore(FIRST) && at.isBefore(LAST);
    }

    private static Optional<String> check(boolean fine, String fault) {
        return fine ? Optional.empty() : Optional.of(fault);
    }
}
