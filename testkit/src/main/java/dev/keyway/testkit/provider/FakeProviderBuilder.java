package dev.keyway.testkit.provider;

import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.net.InetAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a fake provider shall be; every setting has a default that suits a test. */
public final class FakeProviderBuilder {

    final Set<String> keys = new LinkedHashSet<>();
    final Map<String, String> accounts = new HashMap<>();
    InetAddress address = InetAddress.getLoopbackAddress();
    int port;
    int threads = 1;
    int recorded = 10_000;
    int receiveBuffer;

    @Nullable
    RateLimit limit;

    boolean limitPerModel;
    LimitHeaders limitHeaders = LimitHeaders.OWN;
    boolean retryAfter = true;
    boolean retryAfterMillis;
    InstantSource clock = Clock.systemUTC();
    Reply answer = Reply.ok();
    Latency latency = Latency.none();
    Match failing = request -> false;

    FakeProviderBuilder() {}

    /** The good keys; without any, every key is good. */
    public FakeProviderBuilder keys(String... good) {
        keys.addAll(Arrays.asList(good));
        return this;
    }

    /** Keys that share one account's limits. They become good keys. */
    public FakeProviderBuilder account(String name, String... members) {
        keys(members);
        for (String key : members) {
            accounts.put(key, name);
        }
        return this;
    }

    /** The address to listen on; the default is the loopback address. */
    public FakeProviderBuilder address(InetAddress listening) {
        address = listening;
        return this;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public FakeProviderBuilder port(int number) {
        port = number;
        return this;
    }

    /** Event loops; one is enough for a test. */
    public FakeProviderBuilder threads(int count) {
        threads = count;
        return this;
    }

    /** Each key's limit, or each account's. */
    public FakeProviderBuilder limit(RateLimit rate) {
        limit = rate;
        return this;
    }

    /** Limits apart for each model. */
    public FakeProviderBuilder limitPerModel() {
        limitPerModel = true;
        return this;
    }

    /** Tells of its limits in these headers. */
    public FakeProviderBuilder limitHeaders(LimitHeaders style) {
        limitHeaders = style;
        return this;
    }

    /** Says nothing of its limits. */
    public FakeProviderBuilder withoutLimitHeaders() {
        return limitHeaders(LimitHeaders.NONE);
    }

    /** Refuses without {@code retry-after}. */
    public FakeProviderBuilder withoutRetryAfter() {
        retryAfter = false;
        return this;
    }

    /** Refuses with {@code retry-after-ms} too, which is the exact time until the request fits. */
    public FakeProviderBuilder retryAfterMillis() {
        retryAfterMillis = true;
        return this;
    }

    /** The time that limits and records go by. Pauses within answers always take real time. */
    public FakeProviderBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** What is answered where no rule says otherwise. */
    public FakeProviderBuilder answering(Reply reply) {
        answer = reply;
        return this;
    }

    /** How long good answers take to begin. */
    public FakeProviderBuilder latency(Latency distribution) {
        latency = distribution;
        return this;
    }

    /** Answers a share of the good requests with 500, drawn with a seed. */
    public FakeProviderBuilder failing(double share, long seed) {
        failing = Match.randomly(share, seed);
        return this;
    }

    /** Keeps the last so many requests; 0 keeps none. */
    public FakeProviderBuilder record(int last) {
        recorded = last;
        return this;
    }

    /** The kernel's receive buffer in bytes, so that a slow reader is felt early. */
    public FakeProviderBuilder receiveBuffer(int bytes) {
        receiveBuffer = bytes;
        return this;
    }

    /** Starts it; it listens when this returns. */
    public FakeProvider start() {
        return new FakeProvider(this);
    }
}
