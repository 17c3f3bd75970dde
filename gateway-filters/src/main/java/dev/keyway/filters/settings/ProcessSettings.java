package dev.keyway.filters.settings;

import dev.keyway.catalogue.address.TrustedProxies;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Process settings: what only a start of the gateway can set.
 *
 * @param bounds how much of requests is held at once
 * @param network how providers are reached
 * @param stateDir folder of usage and cooldowns; null to store none, which only a host application may choose
 * @param drain how long streams may go on after the signal to stop
 * @param logFormat format of all log lines
 * @param requestLog log of complete requests; null for none
 * @param traces where spans are sent; null for none
 * @param proxies whose word on the addresses of clients is taken
 */
public record ProcessSettings(
        Bounds bounds,
        NetworkSettings network,
        @Nullable Path stateDir,
        Duration drain,
        LogFormat logFormat,
        @Nullable RequestLogSettings requestLog,
        @Nullable TraceSettings traces,
        TrustedProxies proxies) {

    /** How long streams may go on after the signal to stop by default. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

    /** Folder of usage and cooldowns by default. */
    public static final Path DEFAULT_STATE_DIR = Path.of(".keyway");

    /** Defaults, without a state directory. */
    public static ProcessSettings defaults() {
        return new ProcessSettings(
                Bounds.defaults(),
                NetworkSettings.DIRECT,
                null,
                DEFAULT_DRAIN,
                LogFormat.TEXT,
                null,
                null,
                TrustedProxies.NONE);
    }
}
