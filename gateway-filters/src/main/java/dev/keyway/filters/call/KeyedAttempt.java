package dev.keyway.filters.call;

import dev.keyway.filters.failover.Charge;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.keypool.Permit;
import dev.keyway.filters.quota.QuotaReading;
import dev.keyway.filters.record.AttemptBooks;
import dev.keyway.filters.record.AttemptClosed;
import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptTrace;
import dev.keyway.filters.record.AttemptTranscript;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestTrace;
import dev.keyway.filters.record.Transcript;
import dev.keyway.filters.upstream.Answer;
import dev.keyway.filters.upstream.AnswerEnd;
import dev.keyway.filters.upstream.Attempt;
import dev.keyway.filters.upstream.AttemptListener;
import dev.keyway.filters.upstream.UpstreamRequest;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An attempt with its key: whatever its end, the permit is released once and the books are closed once. */
final class KeyedAttempt implements AttemptListener {

    private static final byte[] NOTHING = {};

    /** An answer that came whole is told of before its status is. */
    private static final int OK = 200;

    private final CallPlan plan;
    private final CallLedger ledger;
    private final Permit permit;
    private final AttemptBooks.Entry entry;
    private final Consumer<Answer> answered;
    private final Consumer<Failure> failed;
    private final Attempt attempt;
    private @Nullable AttemptTranscript transcript;
    private @Nullable AttemptTrace trace;
    private @Nullable AttemptClosed closed;
    private int status;

    KeyedAttempt(
            CallPlan plan,
            CallLedger ledger,
            Permit permit,
            AttemptBooks.Entry entry,
            Consumer<Answer> answered,
            Consumer<Failure> failed) {
        this.plan = plan;
        this.ledger = ledger;
        this.permit = permit;
        this.entry = entry;
        this.answered = answered;
        this.failed = failed;
        this.attempt = new Attempt(plan.loop(), AttemptPlans.of(plan), this);
    }

    Permit permit() {
        return permit;
    }

    void start() {
        plan.track().attempting(permit.key().id());
        UpstreamRequest sending = AttemptPlans.request(permit.key(), plan);
        traced(sending);
        transcript = transcript(sending);
        attempt.start(plan.provider().upstream(), sending);
    }

    private void traced(UpstreamRequest sending) {
        RequestTrace request = plan.track().trace();
        if (request != null) {
            trace = request.attempt(head(sending));
            sending.headers().set("traceparent", trace.traceparent());
        }
    }

    private @Nullable AttemptTranscript transcript(UpstreamRequest sending) {
        Transcript request = plan.track().transcript();
        return request == null ? null : request.attempt(head(sending), plan.payload()::duplicate);
    }

    private AttemptHead head(UpstreamRequest sending) {
        return new AttemptHead(
                plan.track().attempts(),
                plan.provider().id(),
                plan.model(),
                permit.key().id(),
                permit.key().secret(),
                sending.uri(),
                sending.headers());
    }

    /** The client left: closes the upstream connection and frees the key at once. */
    void cancel() {
        attempt.cancel();
        if (closed == null) {
            close(Outcome.CANCELLED);
            over("cancelled", status, "");
        }
        permit.abandoned();
    }

    @Override
    public void heard(int answeredWith, HttpHeaders headers) {
        if (transcript != null) {
            transcript.answered(answeredWith, headers);
        }
        List<QuotaReading> limits = plan.provider().quotas().read(headers::get, ledger.now());
        if (!limits.isEmpty()) {
            permit.heard(limits);
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        if (transcript != null) {
            transcript.received(bytes);
        }
    }

    @Override
    public void failed(Failure failure) {
        closed = AttemptBill.free(Outcome.FAILED, ledger.now());
        entry.close(closed);
        over(failure.kind().label(), failure.status(), failure.message());
        failed.accept(failure);
    }

    @Override
    public void answered(Answer answer) {
        status = answer.status();
        ledger.remember(attempt.meter());
        if (trace != null) {
            trace.firstByte();
        }
        answered.accept(answer);
    }

    @Override
    public byte[] ended(AnswerEnd end) {
        ledger.remember(attempt.meter());
        return switch (end) {
            case AnswerEnd.Complete whole -> {
                close(Outcome.COMPLETED);
                permit.served();
                ledger.served();
                over("served", Math.max(status, OK), "");
                yield NOTHING;
            }
            case AnswerEnd.Broken broken -> {
                close(Outcome.BROKEN);
                ledger.broken(broken.failure());
                over(broken.failure().kind().label(), status, broken.failure().message());
                yield ledger.lastWord(broken.failure(), attempt.meter());
            }
            case AnswerEnd.ClientGone gone -> {
                close(Outcome.CANCELLED);
                permit.abandoned();
                over("cancelled", status, "");
                yield NOTHING;
            }
        };
    }

    void settle(Charge charge) {
        permit.failed(charge);
    }

    private void over(String result, int withStatus, String detail) {
        AttemptRecord attempted = ledger.observed(result, withStatus);
        if (transcript != null) {
            transcript.ended(result, detail);
            transcript = null;
        }
        if (trace != null && closed != null) {
            trace.ended(attempted, closed);
            trace = null;
        }
    }

    private void close(Outcome outcome) {
        if (closed != null) {
            return;
        }
        AttemptClosed closing = AttemptBill.of(plan, outcome, attempt.meter(), ledger.now());
        closed = closing;
        entry.close(closing);
        plan.track().spent(closing);
        plan.track().over(outcome);
    }
}
