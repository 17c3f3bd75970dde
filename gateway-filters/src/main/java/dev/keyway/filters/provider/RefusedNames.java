package dev.keyway.filters.provider;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which members of requests a provider was found to refuse, by endpoint and model: known for a day. Bounded. */
public final class RefusedNames {

    private static final Duration KNOWN_FOR = Duration.ofDays(1);
    private static final int TARGETS = 10_000;
    private static final int NAMES = 16;

    private record Target(String url, String model) {}

    private final Cache<Target, Map<String, Instant>> refused =
            Caffeine.newBuilder().maximumSize(TARGETS).build();
    private final InstantSource clock;

    RefusedNames(InstantSource clock) {
        this.clock = clock;
    }

    /** The paths of members that are known to be refused, in alphabetical order. */
    List<String> of(ServedModel target) {
        Map<String, Instant> known = refused.getIfPresent(new Target(target.url(), target.model()));
        if (known == null) {
            return List.of();
        }
        Instant now = clock.instant();
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** A request was served once it lacked the member. */
    public void remember(ServedModel target, String path) {
        Instant now = clock.instant();
        refused.asMap()
                .merge(new Target(target.url(), target.model()), Map.of(path, now.plus(KNOWN_FOR)), (old, add) -> {
                    Map<String, Instant> names = new HashMap<>(old);
                    names.values().removeIf(until -> !until.isAfter(now));
                    if (names.size() < NAMES) {
                        names.putAll(add);
                    }
                    return Map.copyOf(names);
                });
    }
}
