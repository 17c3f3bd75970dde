package dev.keyway.filters.settings;

import dev.keyway.contract.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of a host application that uses the plugin.
 *
 * @param standalone whether settings come from a .env file and environment variables instead of these properties.
 * @param callers who may call Keyway's own endpoints, by name.
 * @param providers the providers, by id; one that the catalogue does not know needs a base URL and speaks OpenAI's
 *     dialect.
 * @param globalTimeout how long a request goes on waiting for keys and starting attempts.
 * @param firstByteTimeout how long an answer that is not streamed may take; unset, the gateway's own limits hold.
 * @param firstByteTimeoutStream how long a stream's first content may take; unset, the gateway's own limits hold.
 * @param chunkGapTimeout how long a provider's answer that has begun may be silent.
 * @param maxBody the largest request body that is taken.
 * @param maxAudio the largest form with an audio file that is taken.
 * @param maxBodyInFlight all request bodies held together; unset, a quarter of the direct memory.
 * @param bodyTimeout how long a request body may take to come.
 * @param bodyMinRate bytes a second that a request body brings at least, measured over 10 seconds; 0 for no bound.
 * @param queueSize how many requests may wait for a key of one provider and model.
 * @param stateDir where usage and cooldowns are kept; unset, they are forgotten at the end of the process.
 * @param drain how long streams may go on after the application was told to stop.
 * @param logFormat how the access log is written.
 * @param repair which requests are sent again without a member that a provider refuses.
 * @param requestLog requests written down in full, for finding faults.
 * @param traces spans of requests and of calls to providers.
 * @param network how providers are reached.
 * @param corsOrigins origins of the web whose scripts may call Keyway's own endpoints, {@code *} for all.
 */
@ConfigurationProperties("keyway")
public record KeywayProperties(
        @DefaultValue("false") boolean standalone,
        @DefaultValue Map<String, Secret> callers,
        @DefaultValue Map<String, ProviderProperties> providers,
        @DefaultValue("30s") Duration globalTimeout,
        @Nullable Duration firstByteTimeout,
        @Nullable Duration firstByteTimeoutStream,
        @DefaultValue("5m") Duration chunkGapTimeout,
        @DefaultValue("40MB") DataSize maxBody,
        @DefaultValue("26MB") DataSize maxAudio,
        @Nullable DataSize maxBodyInFlight,
        @DefaultValue("5m") Duration bodyTimeout,
        @DefaultValue("16KB") DataSize bodyMinRate,
        @DefaultValue("1000") int queueSize,
        @Nullable Path stateDir,
        @DefaultValue("30s") Duration drain,
        @DefaultValue("text") LogFormat logFormat,
        @DefaultValue("all") RepairMode repair,
        @DefaultValue RequestLogProperties requestLog,
        @DefaultValue TraceProperties traces,
        @DefaultValue NetworkProperties network,
        @DefaultValue List<String> corsOrigins) {

    /**
     * One provider.
     *
     * @param baseUrl its address instead of the one the catalogue knows.
     * @param apiVersion the version that Azure's addresses name; unset, its v1 API is called.
     * @param deployments what Azure's resource calls the models that it has, by model.
     * @param keys its keys.
     * @param models models to offer besides those that the provider lists.
     * @param ignoreModels models that may not be used, {@code *} allowed.
     * @param whitelistModels models that may be used; alone they are the only ones, beside ignore-models they are the
     *     exceptions.
     * @param maxConcurrentRequestsPerKey how many calls one key serves at once per model; 0 for no bound; unset, each key learns how
     *     many it takes.
     * @param rotationMode how the next key is chosen.
     * @param firstByteTimeout how long an answer of this provider that is not streamed may take.
     * @param firstByteTimeoutStream how long the first content of a stream of this provider may take.
     * @param modelTimeouts exceptions by model, {@code *} allowed.
     */
    public record ProviderProperties(
            @Nullable URI baseUrl,
            @Nullable String apiVersion,
            @DefaultValue Map<String, String> deployments,
            @DefaultValue List<KeyProperties> keys,
            @DefaultValue List<String> models,
            @DefaultValue List<String> ignoreModels,
            @DefaultValue List<String> whitelistModels,
            @Nullable Integer maxConcurrentRequestsPerKey,
            @DefaultValue("balanced") RotationMode rotationMode,
            @Nullable Duration firstByteTimeout,
            @Nullable Duration firstByteTimeoutStream,
            @DefaultValue Map<String, ModelTimeoutProperties> modelTimeouts) {}

    /**
     * One key.
     *
     * @param value the key itself.
     * @param account the provider account that its quota belongs to; unset, the key is an account of its own.
     * @param weight its share under the rotation mode {@code weighted}.
     * @param tier lower tiers are used first.
     * @param models the models that it may serve; empty means all.
     * @param baseUrl the address of what it opens, if that is not the provider's.
     * @param deployments what its resource calls the models that it has, by model; unset, the provider's hold.
     */
    public record KeyProperties(
            @Nullable Secret value,
            @Nullable String account,
            @DefaultValue("1") int weight,
            @DefaultValue("0") int tier,
            @DefaultValue List<String> models,
            @Nullable URI baseUrl,
            @DefaultValue Map<String, String> deployments) {}

    /**
     * How long the first byte of a model may take.
     *
     * @param firstByteTimeout for an answer that is not streamed.
     * @param firstByteTimeoutStream for a stream.
     */
    public record ModelTimeoutProperties(
            @Nullable Duration firstByteTimeout, @Nullable Duration firstByteTimeoutStream) {}

    /**
     * Requests written down in full.
     *
     * @param enabled whether they are; prompts and answers are then on the disk.
     * @param directory the folder that holds a folder for each request.
     * @param maxSize how much of them is kept, the newest.
     * @param maxAge how long one is kept.
     */
    public record RequestLogProperties(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("logs") Path directory,
            @DefaultValue("1GB") DataSize maxSize,
            @DefaultValue("7d") Duration maxAge) {}

    /**
     * Spans of requests and of calls to providers.
     *
     * @param endpoint the address of a collector that takes OTLP over HTTP, without {@code /v1/traces}; unset, there are
     *     no spans.
     * @param headers what is sent with every batch, such as the collector's own key.
     * @param serviceName what the application is called in traces.
     * @param resource more that is said of the application, such as its environment.
     * @param samplingRatio how many of the traces that begin here are kept, from 0 to 1.
     */
    public record TraceProperties(
            @Nullable URI endpoint,
            @DefaultValue Map<String, Secret> headers,

            @DefaultValue(TraceSettings.DEFAULT_SERVICE_NAME)
            String serviceName,

            @DefaultValue Map<String, String> resource,
            @DefaultValue("1") double samplingRatio) {}

    /**
     * How providers are reached.
     *
     * @param httpsProxy the proxy that connects to providers.
     * @param noProxy hosts that are reached without the proxy.
     * @param caFile PEM certificates to trust besides those of the JVM.
     */
    public record NetworkProperties(
            @Nullable URI httpsProxy,
            @DefaultValue List<String> noProxy,
            @Nullable Path caFile) {}

    /**
     * Compiles these properties into what the gateway runs on.
     *
     * @throws InvalidSettingsException naming each property that cannot be
     */
    public GatewaySettings toSettings() {
        return new PropertiesCompiler(this).compile();
    }
}
