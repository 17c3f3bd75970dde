package dev.keyway.filters.source.managed;

import dev.keyway.contract.control.KeyState;
import dev.keyway.contract.control.KeyStates;
import dev.keyway.filters.control.ControlPlane;
import dev.keyway.filters.control.Membership;
import dev.keyway.filters.keypool.KeyActivity;
import dev.keyway.filters.keypool.PoolEvents;
import dev.keyway.filters.keypool.PoolObserver;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports of the states of keys: all of them at start and whenever the keys change, otherwise those that changed. Pools hand their
 * events over and go on; {@link #send} reports them, on one thread.
 */
final class KeyStateReports implements PoolObserver {

    private static final Logger log = LoggerFactory.getLogger(KeyStateReports.class);

    /** Beyond it all states are reported instead. */
    private static final int MOST_EVENTS = 10_000;

    /** How often calls in flight are reported: they change too often to be reported each time. */
    private static final Duration ACTIVITY = Duration.ofSeconds(10);

    private record Event(String provider, PoolEvents.Cooldown cooldown, boolean runs) {}

    private record Place(UUID key, @Nullable String model) {}

    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final InstantSource clock;
    private Object reportedKeys = new Object();
    private Map<UUID, String> reportedUnusable = Map.of();
    private boolean needsAll = true;

    /** Keys that were not idle when their activity was last reported, by provider. */
    private Map<String, Map<String, KeyActivity>> reportedActivity = Map.of();

    private Instant activityDue = Instant.MIN;

    KeyStateReports(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public PoolEvents events(String provider) {
        return new PoolEvents() {
            @Override
            public void cooldownStarted(Cooldown cooldown) {
                events.add(new Event(provider, cooldown, true));
            }

            @Override
            public void cooldownEnded(Cooldown cooldown) {
                events.add(new Event(provider, cooldown, false));
            }
        };
    }

    /** Reports what is new. What is not received is reported again, with all the rest. */
    void send(ControlPlane plane, Membership membership, Supplier<Snapshot> live, Map<UUID, String> unusable)
            throws InterruptedException {
        Snapshot now = live.get();
        List<Event> happened = drain();
        if (!membership.isCurrent()) {
            needsAll = true;
            return;
        }
        Object keys = now.providers().values().stream()
                .map(ConfiguredProvider::settings)
                .toList();
        needsAll |= !keys.equals(reportedKeys) || !unusable.equals(reportedUnusable) || happened.size() > MOST_EVENTS;
        boolean isDue = needsAll
                || !clock.instant().isBefore(activityDue)
                || happened.stream().anyMatch(event -> event.cooldown().model() == null);
        Map<String, Map<String, KeyActivity>> activity = isDue ? activity(now) : reportedActivity;
        KeyStates states = needsAll
                ? new KeyStates(true, KeyStateReport.all(now, unusable, clock.instant()))
                : new KeyStates(false, changed(now, happened, activity));
        if (isDue) {
            reportedActivity = activity;
            activityDue = clock.instant().plus(ACTIVITY);
        }
        if (!states.complete() && states.states().isEmpty()) {
            return;
        }
        try {
            plane.report(states);
            needsAll = false;
            reportedKeys = keys;
            reportedUnusable = unusable;
        } catch (IOException e) {
            needsAll = true;
            log.debug("the states of keys were not received", e);
        }
    }

    private static Map<String, Map<String, KeyActivity>> activity(Snapshot now) {
        Map<String, Map<String, KeyActivity>> activity = new HashMap<>();
        now.providers()
                .forEach((id, provider) -> activity.put(id, provider.pool().activity()));
        return activity;
    }

    private List<KeyState> changed(Snapshot now, List<Event> happened, Map<String, Map<String, KeyActivity>> activity) {
        Map<Place, KeyState> latest = new LinkedHashMap<>();
        for (Event event : happened) {
            now.provider(event.provider())
                    .ifPresent(provider -> KeyStateReport.of(provider, event.cooldown(), event.runs(), clock.instant())
                            .forEach(state -> latest.put(new Place(state.keyId(), state.model()), state)));
        }
        now.providers().forEach((id, provider) -> {
            Map<String, KeyActivity> active = activity.getOrDefault(id, Map.of());
            Map<String, KeyActivity> before = reportedActivity.getOrDefault(id, Map.of());
            if (!active.equals(before)) {
                provider.settings().keys().stream()
                        .filter(key -> !Objects.equals(active.get(key.id()), before.get(key.id())))
                        .map(key -> KeyStateReport.whole(provider, key, active, clock.instant(), clock.instant()))
                        .forEach(state -> latest.putIfAbsent(new Place(state.keyId(), null), state));
            }
        });
        return List.copyOf(latest.values());
    }

    private List<Event> drain() {
        List<Event> happened = new ArrayList<>();
        for (Event event = events.poll(); event != null; event = events.poll()) {
            happened.add(event);
        }
        return happened;
    }
}
