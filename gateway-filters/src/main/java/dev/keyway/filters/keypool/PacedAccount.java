package dev.keyway.filters.keypool;

import dev.keyway.filters.quota.AccountQuota;
import dev.keyway.filters.quota.RequestCost;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is known of an account's limits for one model, as the provider reports them or as refusals have shown. Falls due when a request fits again. */
final class PacedAccount extends Timed {

    /** Names the account and the model. */
    final Coolable who;

    /** Null until an answer has told something. */
    @Nullable
    AccountQuota quota;

    /** Null until a request was refused without a report. */
    @Nullable
    LearntRate rate;

    /** Requests sent while nothing was told. */
    long sentUntold;

    /** Whether not even the smallest request fits, so that its keys are passed over. */
    boolean isSpent;

    /** The last count of its lane's refill that has met it. */
    long countedIn;

    private Consumer<PacedAccount> whenRefilled = account -> {};

    PacedAccount(Coolable who) {
        this.who = who;
    }

    /** Whether a request fits now, as far as is known. */
    boolean admits(RequestCost cost, long now) {
        return (quota == null || quota.admits(cost, now)) && (rate == null || rate.admitsAt(now) <= now);
    }

    /** When it will; now if it does or nothing is known. Milliseconds. */
    long admitsAt(RequestCost cost, long now) {
        long byReports = quota == null ? now : quota.admitsAt(cost, now);
        return rate == null ? byReports : Math.max(byReports, rate.admitsAt(now));
    }

    /** Whether its rate is known from refusals, so that pacing keeps to it. */
    boolean hasLearntRate() {
        return rate != null && rate.isKnown();
    }

    void spent(Consumer<PacedAccount> back) {
        isSpent = true;
        whenRefilled = back;
    }

    @Override
    void due() {
        whenRefilled.accept(this);
    }
}
