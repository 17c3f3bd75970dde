package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.FailureClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which refusals can be known, and how long the refused should wait. Times are milliseconds. */
final class Refusals {

    private static final long SHORTEST_RETRY = 1_000;
    private static final long LONGEST_RETRY = 60_000;

    /** The refusal that is certain already; null if waiting may help. */
    @Nullable
    Refusal known(ModelLane lane, KeyDemand demand, long now) {
        if (lane.seats.isEmpty()) {
            return new Refusal.Unavailable("no key is configured that may use it", null);
        }
        long deadline = Timers.millis(demand.deadline());
        Allowed keys = allowed(lane, demand);
        if (keys.all == 0) {
            return demand.avoidedKeys().isEmpty() && demand.accounts().except().isEmpty()
                    ? new Refusal.Unavailable("the account that the request is bound to has no key for it", null)
                    : new Refusal.Exhausted();
        }
        long shutUntil = lane.shutUntil(demand);
        if (shutUntil > deadline) {
            Duration wait = Duration.ofMillis(shutUntil - now);
            return demand.isFirst() ? new Refusal.Cooling(wait) : new Refusal.HeldBack(wait);
        }
        return keys.cooling < keys.all ? null : allCooling(lane, demand, now, deadline);
    }

    /** How many keys may serve a demand, and how many of them are cooling. */
    private record Allowed(int all, int cooling) {}

    private static Allowed allowed(ModelLane lane, KeyDemand demand) {
        if (demand.accounts().isAny()) {
            int all = lane.seats.size();
            int cooling = lane.cooling.size();
            for (String avoided : demand.avoidedKeys()) {
                Seat seat = lane.seats.get(avoided);
                if (seat != null) {
                    all--;
                    cooling -= seat.home == Seat.Home.COOLING ? 1 : 0;
                }
            }
            return new Allowed(all, cooling);
        }
        int all = 0;
        int cooling = 0;
        for (Seat seat : lane.seats.values()) {
            if (demand.allows(seat.key.key)) {
                all++;
                cooling += seat.home == Seat.Home.COOLING ? 1 : 0;
            }
        }
        return new Allowed(all, cooling);
    }

    private static @Nullable Refusal allCooling(ModelLane lane, KeyDemand demand, long now, long deadline) {
        Seat first = firstBack(lane, demand);
        if (first == null || first.coolingUntil() <= deadline) {
            return null;
        }
        Duration wait = Duration.ofMillis(first.coolingUntil() - now);
        Cooldown cause = first.longestCooldown();
        return cause != null && isHopeless(cause, wait)
                ? new Refusal.Unavailable(reason(cause, wait), wait)
                : new Refusal.Cooling(wait);
    }

    private static @Nullable Seat firstBack(ModelLane lane, KeyDemand demand) {
        Seat first = lane.cooling.least();
        if (first == null || demand.allows(first.key.key)) {
            return first;
        }
        first = null;
        for (int i = 0; i < lane.cooling.size(); i++) {
            Seat seat = lane.cooling.at(i);
            boolean isSooner = first == null || seat.coolingUntil() < first.coolingUntil();
            if (isSooner && demand.allows(seat.key.key)) {
                first = seat;
            }
        }
        return first;
    }

    private static boolean isHopeless(Cooldown cause, Duration wait) {
        return switch (cause.reason) {
            case AUTH, QUOTA_HARD, PERMISSION -> true;
            case SERVER -> cause.target.model == null;
            case RATE_DAY -> wait.toMillis() > LONGEST_RETRY;
            default -> false;
        };
    }

    private static String reason(Cooldown cause, Duration wait) {
        return "all keys are out of use; the key that returns first, in %d s, %s"
                .formatted(wait.plusMillis(999).toSeconds(), inWords(cause.reason));
    }

    private static String inWords(FailureClass reason) {
        return switch (reason) {
            case AUTH -> "was rejected by the provider";
            case QUOTA_HARD -> "belongs to an account without quota or credit";
            case PERMISSION -> "may not use this model";
            case RATE_DAY -> "has used up its daily quota";
            default -> "is locked after repeated failures";
        };
    }

    /**
     * The refusal of a demand whose turn cannot come before its deadline, or null. Holds if even the shortest of the last
     * service times, on every key that is not cooling beyond the deadline, would come too late, or if the providers' limits
     * do not let that many requests through soon enough to be answered.
     */
    @Nullable
    Refusal queueTooLong(ModelLane lane, KeyDemand demand, long now) {
        int ahead = lane.queue.aheadOf(demand.lane());
        long latestStart = Timers.millis(demand.deadline()) - lane.serviceTimes.shortest();
        if (lane.refill.momentOf(ahead + 1, now) > latestStart) {
            return busy(lane, demand, now);
        }
        long slots = slots(lane, Timers.millis(demand.deadline()));
        if (slots == 0) {
            return null;
        }
        long rounds = ahead / slots;
        return now + rounds * lane.serviceTimes.shortest() > Timers.millis(demand.deadline())
                ? busy(lane, demand, now)
                : null;
    }

    /** Keys are fine but taken, or the breaker keeps them from a request that has failed. */
    Refusal busy(ModelLane lane, KeyDemand demand, long now) {
        if (!demand.isFirst() && !lane.admits(demand)) {
            long wait = lane.shutUntil(demand) - now;
            return new Refusal.HeldBack(Duration.ofMillis(Math.clamp(wait, SHORTEST_RETRY, LONGEST_RETRY)));
        }
        int ahead = lane.queue.aheadOf(demand.lane());
        long slots = Math.max(1, slots(lane, 0));
        long service = (ahead / slots + 1L) * lane.serviceTimes.mean();
        long refill = lane.refill.momentOf(ahead + 1, now) - now;
        return new Refusal.Busy(
                Duration.ofMillis(Math.clamp(Math.max(service, refill), SHORTEST_RETRY, LONGEST_RETRY)));
    }

    /** Calls that can be under way at once; 0 where that has no bound. */
    private static long slots(ModelLane lane, long until) {
        Seat firstBack = lane.cooling.least();
        boolean someComeBack = firstBack != null && firstBack.coolingUntil() <= until;
        return lane.caps.slots(someComeBack);
    }

    /** At the deadline: the truth about the keys, else that they are busy. */
    Refusal late(ModelLane lane, KeyDemand demand, long now) {
        Refusal known = known(lane, demand, now);
        return known != null ? known : busy(lane, demand, now);
    }
}
