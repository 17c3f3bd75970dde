package dev.keyway.filters.admission;

import dev.keyway.filters.limit.Hold;
import dev.keyway.filters.limit.RateLeft;
import dev.keyway.filters.limit.Shortage;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.RequestTrack;
import dev.keyway.filters.request.Lease;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lease of a hold on limits and budgets. */
final class LimitLease implements Lease {

    private final Caller caller;
    private final RequestTrack track;
    private final Hold hold;

    LimitLease(Caller caller, RequestTrack track, Hold hold) {
        this.caller = caller;
        this.track = track;
        this.hold = hold;
    }

    @Override
    public void settle(RequestRecord record) {
        hold.settle(
                record.attempts(),
                record.usage().promptTokens() + record.usage().completionTokens(),
                record.cost().amount().nanos(),
                track.entry().closedAt());
    }

    @Override
    public void closed(RequestTrack used) {
        hold.settle(
                used.attempts(), used.tokens(), used.costNanos(), used.entry().closedAt());
    }

    @Override
    public Held held() {
        return new Held(hold.date(), hold.nanos());
    }

    @Override
    public boolean isHard() {
        return hold.isHard();
    }

    @Override
    public boolean isStrict() {
        return hold.isStrict();
    }

    @Override
    public @Nullable GatewayException extend(long nanos) {
        Shortage shortage = hold.extend(nanos);
        return shortage == null ? null : LimitErrors.of(shortage, caller);
    }

    @Override
    public List<RateLeft> ratesLeft() {
        return hold.ratesLeft();
    }
}
