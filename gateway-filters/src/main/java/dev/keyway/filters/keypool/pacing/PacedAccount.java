package dev.keyway.filters.keypool.pacing;

import dev.keyway.filters.keypool.timing.Timed;
import dev.keyway.filters.quota.AccountQuota;
import dev.keyway.filters.quota.QuotaReading;
import dev.keyway.filters.quota.RequestCost;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Limits of an account for one model, as its provider reports them or as refusals have shown. Falls due when a request fits
 * again.
 */
public final class PacedAccount extends Timed {

    private final String account;
    private final String model;

    /** Null until an answer has reported limits. */
    private @Nullable AccountQuota quota;

    /** Null until a request was refused without a report. */
    private @Nullable LearntRate rate;

    private long sentUnreported;
    private boolean isSpent;
    private long countedIn;
    private Consumer<PacedAccount> whenRefilled = itself -> {};

    public PacedAccount(String account, String model) {
        this.account = account;
        this.model = model;
    }

    public String account() {
        return account;
    }

    public String model() {
        return model;
    }

    /** Whether a request fits now, as far as is known. */
    public boolean admits(RequestCost cost, long now) {
        return (quota == null || quota.admits(cost, now)) && (rate == null || rate.admitsAt(now) <= now);
    }

    /** When it will; now if it does or nothing is known. Milliseconds. */
    public long admitsAt(RequestCost cost, long now) {
        long byReports = quota == null ? now : quota.admitsAt(cost, now);
        return rate == null ? byReports : Math.max(byReports, rate.admitsAt(now));
    }

    /** Whether anything is known of its limits. */
    public boolean isLimited() {
        return quota != null || rate != null;
    }

    /** Whether its rate is known from refusals, so that pacing follows it. */
    public boolean hasLearntRate() {
        return rate != null && rate.isKnown();
    }

    /** Pace that the reports show; null if they show none. */
    public AccountQuota.@Nullable Pace reportedPace(long now) {
        return quota == null ? null : quota.pace(now);
    }

    /** A request is sent. @return its place among those sent; null while nothing is reported */
    public AccountQuota.@Nullable Sending sent(RequestCost cost, long now) {
        if (rate != null) {
            rate.sent(now);
        }
        if (quota == null) {
            sentUnreported++;
            return null;
        }
        return quota.send(cost, now);
    }

    /** Requests sent before anything was reported. */
    public long sentUnreported() {
        return sentUnreported;
    }

    /** The answer to a request that was sent as this has reported limits. */
    public void reported(List<QuotaReading> readings, AccountQuota.Sending sending, long now) {
        if (quota == null) {
            quota = AccountQuota.after(sentUnreported);
        }
        quota.heard(readings, sending, now);
    }

    /** A request was served. @return whether its rate is being learned */
    public boolean served(long turn, long now) {
        if (rate != null) {
            rate.served(turn, now);
        }
        return rate != null;
    }

    /** A request was refused without a report; see {@link LearntRate#refused}. @return whether its rate is being learned */
    public boolean refused(long turn, boolean isAboutRate, long nowTurn, long now, long until) {
        if (rate == null && isAboutRate) {
            rate = new LearntRate();
        }
        if (rate != null) {
            rate.refused(turn, isAboutRate, nowTurn, now, until);
        }
        return rate != null;
    }

    /** Forgets what is known of its limits. */
    public void forget() {
        rate = null;
        if (quota != null) {
            quota.forget();
        }
    }

    /** Whether not even the smallest request fits, so that its keys are passed over. */
    public boolean isSpent() {
        return isSpent;
    }

    /** Not even the smallest request fits until this falls due. @return whether that is new */
    public boolean spent(Consumer<PacedAccount> back) {
        boolean isNew = !isSpent;
        isSpent = true;
        whenRefilled = back;
        return isNew;
    }

    /** The smallest request fits again. */
    public void refilled() {
        isSpent = false;
    }

    /** Joins a count of accounts. @return whether that count had not met it yet */
    public boolean joins(long count) {
        boolean isNew = countedIn != count;
        countedIn = count;
        return isNew;
    }

    @Override
    protected void due() {
        whenRefilled.accept(this);
    }
}
