package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.Refusal;
import dev.keyway.filters.keypool.cooldown.Cooldown;
import dev.keyway.filters.keypool.timing.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Refusals: which can be known, and how long the refused should wait. Times are milliseconds. */
final class Refusals {

    private static final long SHORTEST_RETRY = 1_000;
    private static final long LONGEST_RETRY = 60_000;

    /** The refusal that is certain already; null if waiting may help. */
    @Nullable
    Refusal known(ModelPool modelPool, KeyDemand demand, long now) {
        if (modelPool.states.isEmpty()) {
            return new Refusal.Unavailable("no key is configured that may use it", null);
        }
        long deadline = Timers.millis(demand.deadline());
        Allowed keys = allowed(modelPool, demand);
        if (keys.all == 0) {
            return demand.avoidedKeys().isEmpty() && demand.accounts().except().isEmpty()
                    ? new Refusal.Unavailable("the account that the request is bound to has no key for it", null)
                    : new Refusal.Exhausted();
        }
        long heldBackUntil = modelPool.choice.heldBackUntil(demand);
        if (heldBackUntil > deadline) {
            Duration wait = Duration.ofMillis(heldBackUntil - now);
            return demand.isFirst() ? new Refusal.Cooling(wait) : new Refusal.HeldBack(wait);
        }
        return keys.cooling < keys.all ? null : allCooling(modelPool, demand, now, deadline);
    }

    /** How many keys may serve a demand, and how many of them are cooling. */
    private record Allowed(int all, int cooling) {}

    private static Allowed allowed(ModelPool modelPool, KeyDemand demand) {
        if (demand.accounts().isAny()) {
            int all = modelPool.states.size();
            int cooling = modelPool.cooling.size();
            for (String avoided : demand.avoidedKeys()) {
                KeyModelState state = modelPool.states.get(avoided);
                if (state != null) {
                    all--;
                    cooling -= state.placement == KeyModelState.Placement.COOLING ? 1 : 0;
                }
            }
            return new Allowed(all, cooling);
        }
        int all = 0;
        int cooling = 0;
        for (KeyModelState state : modelPool.states.values()) {
            if (demand.allows(state.key.key)) {
                all++;
                cooling += state.placement == KeyModelState.Placement.COOLING ? 1 : 0;
            }
        }
        return new Allowed(all, cooling);
    }

    private static @Nullable Refusal allCooling(ModelPool modelPool, KeyDemand demand, long now, long deadline) {
        KeyModelState first = firstBack(modelPool, demand);
        if (first == null || first.coolingUntil() <= deadline) {
            return null;
        }
        Duration wait = Duration.ofMillis(first.coolingUntil() - now);
        Cooldown cause = first.longestCooldown();
        return cause != null && isHopeless(cause, wait)
                ? new Refusal.Unavailable(reason(cause, wait), wait)
                : new Refusal.Cooling(wait);
    }

    private static @Nullable KeyModelState firstBack(ModelPool modelPool, KeyDemand demand) {
        KeyModelState first = modelPool.cooling.least();
        if (first == null || demand.allows(first.key.key)) {
            return first;
        }
        first = null;
        for (int i = 0; i < modelPool.cooling.size(); i++) {
            KeyModelState state = modelPool.cooling.at(i);
            boolean isSooner = first == null || state.coolingUntil() < first.coolingUntil();
            if (isSooner && demand.allows(state.key.key)) {
                first = state;
            }
        }
        return first;
    }

    private static boolean isHopeless(Cooldown cause, Duration wait) {
        return switch (cause.reason()) {
            case AUTH, QUOTA_HARD, PERMISSION -> true;
            case SERVER -> cause.scope().model() == null;
            case RATE_DAY -> wait.toMillis() > LONGEST_RETRY;
            default -> false;
        };
    }

    private static String reason(Cooldown cause, Duration wait) {
        return "all keys are out of use; the key that returns first, in %d s, %s"
                .formatted(wait.plusMillis(999).toSeconds(), inWords(cause.reason()));
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
    Refusal queueTooLong(ModelPool modelPool, KeyDemand demand, long now) {
        int ahead = modelPool.queue.aheadOf(demand.fairnessKey());
        long latestStart = Timers.millis(demand.deadline()) - modelPool.serviceTimes.shortest();
        if (modelPool.refill.momentOf(ahead + 1, now) > latestStart) {
            return busy(modelPool, demand, now);
        }
        long slots = slots(modelPool, Timers.millis(demand.deadline()));
        if (slots == 0) {
            return null;
        }
        long rounds = ahead / slots;
        return now + rounds * modelPool.serviceTimes.shortest() > Timers.millis(demand.deadline())
                ? busy(modelPool, demand, now)
                : null;
    }

    /** Keys are fine but taken, or the breaker withholds them from a request that has failed. */
    Refusal busy(ModelPool modelPool, KeyDemand demand, long now) {
        if (!demand.isFirst() && !modelPool.choice.admits(demand)) {
            long wait = modelPool.choice.heldBackUntil(demand) - now;
            return new Refusal.HeldBack(Duration.ofMillis(Math.clamp(wait, SHORTEST_RETRY, LONGEST_RETRY)));
        }
        int ahead = modelPool.queue.aheadOf(demand.fairnessKey());
        long slots = Math.max(1, slots(modelPool, 0));
        long service = (ahead / slots + 1L) * modelPool.serviceTimes.mean();
        long refill = modelPool.refill.momentOf(ahead + 1, now) - now;
        return new Refusal.Busy(
                Duration.ofMillis(Math.clamp(Math.max(service, refill), SHORTEST_RETRY, LONGEST_RETRY)));
    }

    /** Calls that can be under way at once; 0 where that has no bound. */
    private static long slots(ModelPool modelPool, long until) {
        KeyModelState firstBack = modelPool.cooling.least();
        boolean someComeBack = firstBack != null && firstBack.coolingUntil() <= until;
        return modelPool.concurrency.slots(someComeBack);
    }

    /** At the deadline: the truth about the keys, else that they are busy. */
    Refusal late(ModelPool modelPool, KeyDemand demand, long now) {
        Refusal known = known(modelPool, demand, now);
        return known != null ? known : busy(modelPool, demand, now);
    }
}
