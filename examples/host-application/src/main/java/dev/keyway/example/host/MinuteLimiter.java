package dev.keyway.example.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cloud.gateway.filter.ratelimit.AbstractRateLimiter;
import org.springframework.cloud.gateway.support.ConfigurationService;
import reactor.core.publisher.Mono;

/** Allows each team a number of requests in any minute. In memory, so for one machine. */
class MinuteLimiter extends AbstractRateLimiter<MinuteLimiter.Config> {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Queue<Instant>> allowed = new ConcurrentHashMap<>();

    MinuteLimiter(ConfigurationService configuration, InstantSource clock) {
        super(Config.class, "minute-limiter", configuration);
        this.clock = clock;
    }

    @Override
    public Mono<Response> isAllowed(String routeId, String team) {
        int most = getConfig().getOrDefault(routeId, new Config()).getRequests();
        return Mono.fromSupplier(() -> new Response(take(routeId + "/" + team, most), Map.of()));
    }

    private boolean take(String who, int most) {
        Queue<Instant> times = allowed.computeIfAbsent(who, first -> new ArrayDeque<>());
        Instant now = clock.instant();
        synchronized (times) {
            while (!times.isEmpty() && !times.peek().plus(MINUTE).isAfter(now)) {
                times.remove();
            }
            return times.size() < most && times.add(now);
        }
    }

    /** The limiter's arguments on a route. */
    static class Config {

        private int requests = 60;

        /** Requests that a team may send in a minute. */
        public int getRequests() {
            return requests;
        }

        public void setRequests(int requests) {
            this.requests = requests;
        }
    }
}
