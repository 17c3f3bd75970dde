package dev.keyway.filters.call;

import dev.keyway.filters.dialect.Dialect;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.quota.RequestCost;
import dev.keyway.filters.record.RequestTrack;
import dev.keyway.filters.upstream.TokenEstimate;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;

/**
 * A request, ready to be tried.
 *
 * @param loop where all of it happens
 * @param target what is asked of whom
 * @param payload what is sent, owned by the call
 * @param stream whether a stream is asked for
 * @param forwarded headers of the client's that go up
 * @param lane whose place in the fair queue it takes
 * @param deadline until when to go on waiting for keys and starting attempts
 * @param track gathers the record
 * @param mostOutput the most tokens that the answer may have; 0 if the request does not say
 */
public record CallPlan(
        EventLoop loop,
        ServedModel target,
        Payload payload,
        boolean stream,
        HttpHeaders forwarded,
        String lane,
        Instant deadline,
        RequestTrack track,
        long mostOutput) {

    /** A call whose request does not bound the length of its answer. */
    public CallPlan(
            EventLoop loop,
            ServedModel target,
            Payload payload,
            boolean stream,
            HttpHeaders forwarded,
            String lane,
            Instant deadline,
            RequestTrack track) {
        this(loop, target, payload, stream, forwarded, lane, deadline, track, 0);
    }

    RequestCost cost() {
        return new RequestCost(TokenEstimate.ofRequest(payload.length()), mostOutput);
    }

    ConfiguredProvider provider() {
        return target.provider();
    }

    String model() {
        return target.model();
    }

    Dialect dialect() {
        return Dialect.of(target.protocol().family());
    }
}
