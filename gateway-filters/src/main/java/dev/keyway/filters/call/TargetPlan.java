package dev.keyway.filters.call;

import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.dialect.Dialect;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.metering.RequestUnits;
import dev.keyway.filters.metering.TokenEstimate;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.quota.RequestCost;
import dev.keyway.filters.record.RequestTrack;
import dev.keyway.filters.request.Payload;
import dev.keyway.filters.stored.Affinity;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.util.Set;

/**
 * Target plan: a request, ready to be tried on one target.
 *
 * @param loop where all of it happens
 * @param target what is asked of whom
 * @param payload what is sent, owned by the target call
 * @param stream whether a stream is asked for
 * @param forwarded headers of the client's that go up
 * @param fairnessKey whose place in the fair queue it takes
 * @param deadline until when to go on waiting for keys and starting attempts
 * @param track gathers the record
 * @param affinity which account it is bound to
 * @param conversation digest of the conversation that it belongs to; 0 unless the provider's strategy is affinity
 * @param mostOutput the most tokens that the answer may have; 0 if the request does not say
 * @param units billed units other than tokens that the request itself states
 * @param cover what budgets hold for it
 */
record TargetPlan(
        EventLoop loop,
        ServedModel target,
        Payload payload,
        boolean stream,
        HttpHeaders forwarded,
        String fairnessKey,
        Instant deadline,
        RequestTrack track,
        Affinity affinity,
        long conversation,
        long mostOutput,
        RequestUnits units,
        Cover cover) {

    /** Demand for any key that can serve the request. */
    KeyDemand demand() {
        return new KeyDemand(model(), fairnessKey, null, Set.of(), Set.of(), deadline)
                .costing(cost())
                .in(conversation);
    }

    /** What it takes of a key's limits. The tokens of a file do not follow from its length. */
    private RequestCost cost() {
        boolean inTokens = target.protocol().usage() != UsageStyle.UNITS;
        return new RequestCost(inTokens ? TokenEstimate.ofRequest(payload.length()) : 0, mostOutput);
    }

    ConfiguredProvider provider() {
        return target.provider();
    }

    String model() {
        return target.model();
    }

    Dialect dialect() {
        return Dialect.of(target.protocol());
    }
}
