package dev.keyway.filters.source.managed;

import dev.keyway.filters.control.Standing;
import dev.keyway.filters.snapshot.ServingPermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the gateway may serve: it has a configuration, the admin service confirmed it not too long ago, and accepts the gateway.
 */
final class ServingState implements ServingPermission {

    private final Duration maxAge;
    private final Standing standing;
    private final InstantSource clock;
    private volatile @Nullable Instant confirmed;

    ServingState(Duration maxAge, Standing standing, InstantSource clock) {
        this.maxAge = maxAge;
        this.standing = standing;
        this.clock = clock;
    }

    /** The configuration that serves was confirmed then. */
    void confirmedAt(Instant at) {
        confirmed = at;
    }

    /** How long ago the configuration was confirmed; empty if there is none. */
    Optional<Duration> age() {
        return Optional.ofNullable(confirmed).map(at -> Duration.between(at, clock.instant()));
    }

    @Override
    public Optional<String> obstacle() {
        if (standing.isRefused()) {
            return Optional.of("the admin service refuses this gateway: " + standing.reason());
        }
        Instant at = confirmed;
        if (at == null) {
            return Optional.of("no configuration was received from the admin service yet");
        }
        return clock.instant().isBefore(at.plus(maxAge))
                ? Optional.empty()
                : Optional.of("the admin service has not confirmed the configuration since " + at);
    }
}
