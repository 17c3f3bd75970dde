package dev.keyway.filters.call;

import dev.keyway.catalogue.provider.AnswerForm;
import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.filters.metering.UsageExtractor;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.request.RenamedPayload;
import dev.keyway.filters.stored.Affinity;
import dev.keyway.filters.upstream.AttemptPlan;
import dev.keyway.filters.upstream.transport.UpstreamRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** Turns a call's plan and a key into one attempt and what it sends. */
final class AttemptPlans {

    private AttemptPlans() {}

    static AttemptPlan of(TargetPlan plan) {
        return new AttemptPlan(
                plan.stream(),
                plan.target().limits(plan.stream()),
                plan.provider().recogniser(),
                extractor(plan),
                plan.target().protocol().answer());
    }

    private static UsageExtractor extractor(TargetPlan plan) {
        UsageExtractor extractor = new UsageExtractor(
                plan.target().protocol().stream(), plan.payload().usageForced());
        return plan.affinity().keeps() == Affinity.Keeps.NOTHING ? extractor : extractor.findingIds();
    }

    private static String accepted(TargetPlan plan) {
        if (plan.stream()) {
            return "text/event-stream";
        }
        return plan.target().protocol().answer() == AnswerForm.JSON ? "application/json" : "*/*";
    }

    static UpstreamRequest request(ProviderKey key, TargetPlan plan) {
        HttpHeaders headers = headers(key, plan);
        String url = plan.target().url(key.resource());
        String name = key.resource().nameOf(plan.model());
        RenamedPayload renamed = name.equals(plan.model()) ? null : RenamedPayload.of(plan.payload(), name);
        return renamed == null
                ? new UpstreamRequest(url, headers, plan.payload().length(), plan.payload()::duplicate)
                : new UpstreamRequest(url, headers, renamed.length(), renamed::take);
    }

    private static HttpHeaders headers(ProviderKey key, TargetPlan plan) {
        Endpoint endpoint = plan.target().endpoint();
        HttpHeaders headers = plan.forwarded().copy();
        headers.set(HttpHeaderNames.CONTENT_TYPE, plan.payload().contentType());
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
        headers.set(HttpHeaderNames.ACCEPT, accepted(plan));
        endpoint.headers().forEach((name, value) -> {
            if (!headers.contains(name)) {
                headers.set(name, value);
            }
        });
        headers.set(endpoint.auth().header(), endpoint.auth().value(key.secret().reveal()));
        return headers;
    }
}
