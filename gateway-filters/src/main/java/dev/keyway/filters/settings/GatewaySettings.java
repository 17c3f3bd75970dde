package dev.keyway.filters.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the gateway is told, complete and checked.
 *
 * @param callers who may call; empty where the host application decides that itself
 * @param providers the providers that are configured, in the order they were named
 * @param globalTimeout how long a request goes on waiting for keys and starting attempts
 * @param bounds how much is held at once
 * @param network how providers are reached
 * @param stateDir where usage and cooldowns are kept; null to keep none, which only a host application may choose
 * @param drain how long streams may go on after the gateway was told to stop
 * @param logFormat how the access log is written
 * @param requestLog where requests are written down in full; null to do no such thing
 * @param traces where spans are sent; null to make none
 * @param corsOrigins origins of the web whose scripts may call; empty for none, {@code *} for all
 */
public record GatewaySettings(
        List<CallerToken> callers,
        List<ProviderSettings> providers,
        Duration globalTimeout,
        Bounds bounds,
        NetworkSettings network,
        @Nullable Path stateDir,
        Duration drain,
        LogFormat logFormat,
        @Nullable RequestLogSettings requestLog,
        @Nullable TraceSettings traces,
        List<String> corsOrigins) {

    /** How long a request goes on waiting for keys and starting attempts, unless told otherwise. */
    public static final Duration DEFAULT_GLOBAL_TIMEOUT = Duration.ofSeconds(30);

    /** How long streams may go on after the gateway was told to stop, unless told otherwise. */
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

    /** Where usage and cooldowns are kept, unless told otherwise. */
    public static final Path DEFAULT_STATE_DIR = Path.of(".keyway");

    public GatewaySettings {
        callers = List.copyOf(callers);
        providers = List.copyOf(providers);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /**
     * These, but with what only a start can set as a gateway was started with: the bounds of bodies, the network, the
     * state directory, the drain, the request log and traces.
     */
    public GatewaySettings onceStartedWith(GatewaySettings started) {
        return new GatewaySettings(
                callers,
                providers,
                globalTimeout,
                new Bounds(
                        started.bounds.maxBody(),
                        started.bounds.maxAudio(),
                        started.bounds.maxBodiesInFlight(),
                        started.bounds.pace(),
                        bounds.queueSize()),
                started.network,
                started.stateDir,
                started.drain,
                logFormat,
                started.requestLog,
                started.traces,
                corsOrigins);
    }

    /** The settings of a provider, if it is configured. */
    public Optional<ProviderSettings> provider(String id) {
        return providers.stream().filter(p -> p.id().equals(id)).findFirst();
    }
}
