package dev.keyway.filters.source.host;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.RepairMode;
import dev.keyway.filters.model.Strategy;
import dev.keyway.filters.settings.LogFormat;
import dev.keyway.filters.settings.TraceSettings;
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
 * @param standalone whether the settings come from a .env file and environment variables instead of these properties.
 * @param admin the admin service that the configuration comes from, instead of callers and providers.
 * @param callers tokens of the callers of Keyway's own endpoints, by the caller's name.
 * @param providers the providers, by ID; a provider that the catalogue does not know needs a base URL and must support
 *     OpenAI's API.
 * @param globalTimeout how long a request may wait for a key and start new attempts.
 * @param firstByteTimeout how long a response that is not streamed may take; unset, the gateway's defaults apply.
 * @param firstByteTimeoutStream how long the first content of a stream may take; unset, the gateway's defaults apply.
 * @param chunkGapTimeout how long a provider may be silent in the middle of a response.
 * @param maxBody the largest request body.
 * @param maxAudio the largest form with an audio file.
 * @param maxBodyInFlight the size of all request bodies in memory; unset, a quarter of the direct memory.
 * @param bodyTimeout how long the upload of a request body may take.
 * @param bodyMinRate the minimum upload rate of a request body per second, measured over 10 seconds; 0 for no limit.
 * @param queueSize the number of requests that may wait for a key, per provider and model.
 * @param stateDir the folder for usage and cooldowns; unset, they are lost at the end of the process.
 * @param drain how long running streams may continue after the application received the signal to stop.
 * @param logFormat the format of the access log.
 * @param repair which requests are sent again without a parameter that a provider refuses.
 * @param requestLog the log of complete requests, for debugging.
 * @param traces spans of requests and of calls to providers.
 * @param network how to connect to providers.
 * @param corsOrigins origins whose scripts may call Keyway's own endpoints from a browser, {@code *} for all.
 * @param trustedProxies networks (CIDR) whose {@code X-Forwarded-For} gives the client's address.
 */
@ConfigurationProperties("keyway")
public record KeywayProperties(
        @DefaultValue("false") boolean standalone,
        @DefaultValue AdminProperties admin,
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
        @DefaultValue List<String> corsOrigins,
        @DefaultValue List<String> trustedProxies) {

    /**
     * The admin service that the configuration comes from.
     *
     * @param url its base URLs, separated by commas; the next one is called when one fails.
     * @param credential the gateway's credential.
     * @param credentialFile a file that contains the credential; it is read again while the application runs.
     * @param snapshotMaxAge how long the configuration is used if the admin service does not confirm it.
     * @param usageKeep how long usage stays in the log after the admin service has stored it, where the disk allows.
     * @param shutdownShip how long an application that stops goes on sending usage.
     * @param keyEnvPrefix the beginning of the names of variables that key references may name.
     * @param keyFolder the folder of the files that key references may name.
     * @param allowPrivateUpstreams private networks that providers may be in, also without HTTPS.
     */
    public record AdminProperties(
            @DefaultValue List<URI> url,
            @Nullable Secret credential,
            @Nullable Path credentialFile,
            @DefaultValue("24h") Duration snapshotMaxAge,
            @DefaultValue("24h") Duration usageKeep,
            @DefaultValue("30s") Duration shutdownShip,
            @Nullable String keyEnvPrefix,
            @Nullable Path keyFolder,
            @DefaultValue List<String> allowPrivateUpstreams) {}

    /**
     * One provider.
     *
     * @param baseUrl its base URL, instead of the one in the catalogue.
     * @param apiVersion the API version in Azure's URLs; unset, its v1 API is called.
     * @param deployments the names of the deployments of Azure's resource, by model.
     * @param keys its keys.
     * @param models models to offer in addition to those that the provider lists.
     * @param ignoreModels models that clients may not use, {@code *} allowed.
     * @param whitelistModels the only models that clients may use; together with ignore-models, the exceptions to
     *     it.
     * @param maxConcurrentRequestsPerKey the number of concurrent requests per key and model; 0 for no limit; unset, each key
     *     learns its limit.
     * @param rotationMode how the next key is chosen.
     * @param firstByteTimeout how long a response of this provider that is not streamed may take.
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
            @DefaultValue("balanced") Strategy rotationMode,
            @Nullable Duration firstByteTimeout,
            @Nullable Duration firstByteTimeoutStream,
            @DefaultValue Map<String, ModelTimeoutProperties> modelTimeouts) {}

    /**
     * One key.
     *
     * @param value the key itself.
     * @param account the provider account whose quota it uses; unset, the key is its own account.
     * @param weight its share with the rotation mode {@code weighted}.
     * @param tier lower tiers are used first.
     * @param models the models that it may be used for, {@code *} allowed; empty means all.
     * @param baseUrl the base URL for this key, if it is not the provider's.
     * @param deployments the names of the deployments of its resource, by model; unset, those of the provider.
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
     * @param firstByteTimeout for a response that is not streamed.
     * @param firstByteTimeoutStream for a stream.
     */
    public record ModelTimeoutProperties(
            @Nullable Duration firstByteTimeout, @Nullable Duration firstByteTimeoutStream) {}

    /**
     * The log of complete requests.
     *
     * @param enabled whether it is on; prompts and responses are then stored on disk.
     * @param directory the folder, with a subfolder for each request.
     * @param maxSize its size; the newest requests are retained.
     * @param maxAge how long a request is retained.
     */
    public record RequestLogProperties(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("logs") Path directory,
            @DefaultValue("1GB") DataSize maxSize,
            @DefaultValue("7d") Duration maxAge) {}

    /**
     * Spans of requests and of calls to providers.
     *
     * @param endpoint the URL of a collector for OTLP over HTTP, without {@code /v1/traces}; unset, there are
     *     no spans.
     * @param headers headers for the collector, such as its API key.
     * @param serviceName the application's name in traces.
     * @param resource more attributes of the application, such as its environment.
     * @param samplingRatio the share of traces to sample, of those that start here, from 0 to 1.
     */
    public record TraceProperties(
            @Nullable URI endpoint,
            @DefaultValue Map<String, Secret> headers,

            @DefaultValue(TraceSettings.DEFAULT_SERVICE_NAME)
            String serviceName,

            @DefaultValue Map<String, String> resource,
            @DefaultValue("1") double samplingRatio) {}

    /**
     * How to connect to providers.
     *
     * @param httpsProxy the HTTP proxy for calls to providers.
     * @param noProxy hosts to call without the proxy.
     * @param caFile PEM certificates to trust in addition to those of the JVM.
     */
    public record NetworkProperties(
            @Nullable URI httpsProxy,
            @DefaultValue List<String> noProxy,
            @Nullable Path caFile) {}
}
