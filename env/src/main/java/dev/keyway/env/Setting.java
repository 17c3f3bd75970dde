package dev.keyway.env;

import java.util.List;
import java.util.Set;

/**
 * One setting, as documented.
 *
 * @param name the variable's name; {@code <P>} stands for a provider in upper case, {@code <n>} for a number
 * @param value what it may be
 * @param standard what holds if it is not set
 * @param meaning what it does, in one sentence
 */
public record Setting(String name, String value, String standard, String meaning) {

    static final String SECONDS = "seconds, or a duration such as `90s`, `5m`";

    /** Settings of no single provider that a running gateway applies when the file changes. */
    private static final Set<String> LIVE = Set.of(
            "PROXY_API_KEY",
            "PROXY_API_KEY_FILE",
            "GLOBAL_TIMEOUT",
            "CHUNK_GAP_TIMEOUT",
            "KEYWAY_QUEUE_SIZE",
            "KEYWAY_CORS_ORIGINS",
            "KEYWAY_REPAIR");

    /** Every setting there is: what is read, what is documented, and what a misspelt name is compared with. */
    public static final List<Setting> ALL = List.of(
            new Setting(
                    "PROXY_API_KEY",
                    "text",
                    "required",
                    "The token that clients send. 20 characters or more, unless every provider runs on this machine."),
            new Setting("PROXY_API_KEY_FILE", "file", "", "A file that contains `PROXY_API_KEY`."),
            new Setting(
                    "KEYWAY_CORS_ORIGINS",
                    "origins such as `https://chat.example.com`, separated by commas, or `*`",
                    "none",
                    "Origins whose scripts may call the gateway from a browser (CORS)."),
            new Setting(
                    "KEYWAY_ADMIN_URL",
                    "URLs, separated by commas",
                    "none",
                    "The admin service that the gateway gets its configuration from ([managed mode](managed-mode.md)). The next URL is called when one fails."),
            new Setting(
                    "KEYWAY_GATEWAY_CREDENTIAL",
                    "text",
                    "required with `KEYWAY_ADMIN_URL`",
                    "The credential of this gateway, `kwg_…`, from the admin service, or that of its group, `kwgg_…`, with which it [enrols](managed-mode.md#replicas)."),
            new Setting(
                    "KEYWAY_GATEWAY_CREDENTIAL_FILE",
                    "file",
                    "",
                    "A file that contains `KEYWAY_GATEWAY_CREDENTIAL`. It is read again while the gateway runs."),
            new Setting(
                    "KEYWAY_SNAPSHOT_MAX_AGE",
                    SECONDS,
                    "24h",
                    "How long the gateway continues with its configuration if the admin service does not confirm it."),
            new Setting(
                    "KEYWAY_USAGE_KEEP",
                    SECONDS,
                    "24h",
                    "How long usage stays in the log of a managed gateway after the admin service has stored it, where the disk allows."),
            new Setting(
                    "KEYWAY_SHUTDOWN_SHIP",
                    SECONDS,
                    "30s",
                    "How long a managed gateway that stops goes on sending usage to the admin service."),
            new Setting(
                    "KEYWAY_KEY_ENV_PREFIX",
                    "text such as `PROVIDER_KEY_`",
                    "none",
                    "The beginning of the names of variables that key references `env:NAME` may name."),
            new Setting(
                    "KEYWAY_KEY_FOLDER",
                    "folder",
                    "none",
                    "The folder of the files that key references `file:name` may name."),
            new Setting(
                    "KEYWAY_ALLOW_PRIVATE_UPSTREAMS",
                    "networks such as `10.0.0.0/8`, separated by commas",
                    "none",
                    "Private networks that a managed gateway may call providers in, also without HTTPS."),
            new Setting("<P>_API_KEY", "text", "", "A key of the provider."),
            new Setting("<P>_API_KEY_FILE", "file", "", "A file that contains `<P>_API_KEY`."),
            new Setting("<P>_API_KEY_<n>", "text", "", "More keys of the provider, any number of them."),
            new Setting("<P>_API_KEY_<n>_FILE", "file", "", "A file that contains `<P>_API_KEY_<n>`."),
            new Setting(
                    "<P>_API_KEY_ACCOUNT",
                    "text",
                    "an account of its own",
                    "The provider account of `<P>_API_KEY`. Keys of one account share its quota."),
            new Setting(
                    "<P>_API_KEY_<n>_ACCOUNT",
                    "text",
                    "an account of its own",
                    "The provider account of the key. Keys of one account share its quota."),
            new Setting(
                    "<P>_API_BASE",
                    "URL",
                    "the provider's own",
                    "Another base URL for a known provider, or the base URL of any other server that speaks OpenAI's API."),
            new Setting("<P>_API_KEY_BASE", "URL", "`<P>_API_BASE`", "The base URL for `<P>_API_KEY` alone."),
            new Setting(
                    "<P>_API_KEY_<n>_BASE",
                    "URL",
                    "`<P>_API_BASE`",
                    "The base URL for this key alone, where keys belong to different resources or servers."),
            new Setting(
                    "<P>_API_VERSION",
                    "text, such as `2024-10-21`",
                    "the v1 API",
                    "Azure only: the API version in its URLs."),
            new Setting(
                    "<P>_DEPLOYMENTS",
                    "`model=deployment`, separated by commas",
                    "all models, under their own names",
                    "The models that the provider's resource has deployed, and the names of the deployments."),
            new Setting(
                    "<P>_API_KEY_DEPLOYMENTS",
                    "`model=deployment`, separated by commas",
                    "`<P>_DEPLOYMENTS`",
                    "The same for the resource of `<P>_API_KEY`."),
            new Setting(
                    "<P>_API_KEY_<n>_DEPLOYMENTS",
                    "`model=deployment`, separated by commas",
                    "`<P>_DEPLOYMENTS`",
                    "The same for the resource of this key."),
            new Setting(
                    "<P>_MODELS",
                    "names, separated by commas or as a JSON array",
                    "what the provider lists",
                    "Models to offer in addition to those that the provider lists."),
            new Setting(
                    "IGNORE_MODELS_<P>",
                    "patterns with `*`, separated by commas",
                    "none",
                    "Models that clients may not use."),
            new Setting(
                    "WHITELIST_MODELS_<P>",
                    "patterns with `*`, separated by commas",
                    "none",
                    "Alone: the only models that clients may use. Together with `IGNORE_MODELS_<P>`: exceptions to it."),
            new Setting(
                    "MAX_CONCURRENT_REQUESTS_PER_KEY_<P>",
                    "number, 0 for no limit",
                    "[learned](key-choice.md#concurrency)",
                    "The number of concurrent requests per key and model. 1 sends one request after the other."),
            new Setting(
                    "ROTATION_MODE_<P>",
                    "`balanced`, `sequential`, `weighted` or `affinity`",
                    "balanced",
                    "How the next key is chosen."),
            new Setting(
                    "KEYWAY_QUEUE_SIZE",
                    "number",
                    "1000",
                    "The number of requests that may wait for a key, per provider and model."),
            new Setting(
                    "GLOBAL_TIMEOUT", SECONDS, "30", "How long a request may wait for a key and start new attempts."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT",
                    SECONDS,
                    "240, reasoning models 600",
                    "How long a response that is not streamed may take."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT_STREAM",
                    SECONDS,
                    "120, reasoning models 300",
                    "How long the first content of a stream may take. It limits the wait for the headers too."),
            new Setting("FIRST_BYTE_TIMEOUT_<P>", SECONDS, "`FIRST_BYTE_TIMEOUT`", "The same for one provider."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT_STREAM_<P>",
                    SECONDS,
                    "`FIRST_BYTE_TIMEOUT_STREAM`",
                    "The same for one provider."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT_MODELS",
                    "`provider/model=seconds`, separated by commas, `*` allowed",
                    "none",
                    "The same for single models."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT_STREAM_MODELS",
                    "`provider/model=seconds`, separated by commas, `*` allowed",
                    "none",
                    "The same for streams of single models."),
            new Setting(
                    "CHUNK_GAP_TIMEOUT",
                    SECONDS,
                    "300",
                    "How long a provider may be silent in the middle of a response."),
            new Setting("KEYWAY_MAX_BODY", "size such as `40MB`", "40MB", "The largest request body."),
            new Setting("KEYWAY_MAX_AUDIO", "size such as `26MB`", "26MB", "The largest form with an audio file."),
            new Setting(
                    "KEYWAY_MAX_BODY_IN_FLIGHT",
                    "size such as `256MB`",
                    "a quarter of the direct memory",
                    "The size of all request bodies in memory, including those of queued requests. One caller may use half of it."),
            new Setting("KEYWAY_BODY_TIMEOUT", SECONDS, "5m", "How long the upload of a request body may take."),
            new Setting(
                    "KEYWAY_BODY_MIN_RATE",
                    "size such as `16KB`, 0 for no limit",
                    "16KB",
                    "The minimum upload rate of a request body per second, measured over 10 seconds."),
            new Setting(
                    "KEYWAY_REPAIR",
                    "`all`, `added` or `off`",
                    "all",
                    "Whether a request is [sent again](filters/sanitize-payload.md#what-a-provider-refuses) without a parameter that the provider refuses: any tuning parameter (`all`), only one that the gateway added (`added`), or never (`off`)."),
            new Setting(
                    "KEYWAY_STATE_DIR",
                    "folder",
                    "`.keyway`",
                    "The folder for usage and cooldowns ([state](state.md))."),
            new Setting(
                    "KEYWAY_DRAIN",
                    SECONDS,
                    "30",
                    "How long running streams may continue after the gateway received the signal to stop."),
            new Setting("KEYWAY_LOG_FORMAT", "`text` or `json`", "text", "The format of all log lines."),
            new Setting(
                    "KEYWAY_REQUEST_LOG",
                    "`true` or `false`",
                    "false",
                    "Whether the [request log](request-logging.md) stores complete requests. `--enable-request-logging` on the command line does the same."),
            new Setting(
                    "KEYWAY_REQUEST_LOG_DIR",
                    "folder",
                    "`logs`",
                    "The folder of the request log, with a subfolder for each request."),
            new Setting(
                    "KEYWAY_REQUEST_LOG_MAX_SIZE",
                    "size such as `500MB`",
                    "1GB",
                    "The size of the request log. The newest requests are retained."),
            new Setting(
                    "KEYWAY_REQUEST_LOG_MAX_AGE", SECONDS, "7d", "How long a request is retained in the request log."),
            new Setting(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "URL such as `http://collector:4318`",
                    "no traces",
                    "The collector for traces, OTLP over HTTP."),
            new Setting(
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    "`http/protobuf`",
                    "`http/protobuf`",
                    "Any other protocol is an error at startup, since no trace would arrive."),
            new Setting(
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "`name=value`, separated by commas",
                    "none",
                    "Headers for the collector, such as its API key."),
            new Setting(
                    "OTEL_EXPORTER_OTLP_HEADERS_FILE",
                    "file",
                    "",
                    "A file that contains `OTEL_EXPORTER_OTLP_HEADERS`."),
            new Setting("OTEL_SERVICE_NAME", "text", "keyway-gateway", "The gateway's name in traces."),
            new Setting(
                    "OTEL_RESOURCE_ATTRIBUTES",
                    "`name=value`, separated by commas",
                    "none",
                    "More attributes of the gateway in traces, such as `deployment.environment.name=production`."),
            new Setting(
                    "OTEL_TRACES_SAMPLER_ARG",
                    "number from 0 to 1",
                    "1",
                    "The share of traces to sample, of those that start at the gateway."),
            new Setting("OTEL_SDK_DISABLED", "`true` or `false`", "false", "Switches traces off."),
            new Setting(
                    "KEYWAY_ENV_FILE",
                    "file",
                    "`.env`",
                    "The file that these settings are read from. Only as an environment variable."),
            new Setting("KEYWAY_CA_FILE", "PEM file", "none", "Certificates to trust in addition to Java's own."),
            new Setting(
                    "HTTPS_PROXY",
                    "`http://host:port`",
                    "none",
                    "The HTTP proxy for calls to providers and to the admin service. It may contain `user:password@`."),
            new Setting(
                    "NO_PROXY",
                    "hosts and `.domains`, separated by commas, or `*`",
                    "none",
                    "Hosts to call without the proxy. Networks such as `10.0.0.0/8` are not understood. Loopback addresses are always called without it."),
            new Setting(
                    "KEYWAY_TRUSTED_PROXIES",
                    "networks such as `10.0.0.0/8`, separated by commas",
                    "none",
                    "Networks whose `X-Forwarded-For` gives the client's address, which a token may be limited to."),
            new Setting("SERVER_PORT", "number", "8000", "The port of the gateway."),
            new Setting(
                    "SERVER_ADDRESS",
                    "address",
                    "all; with `./keyway up` 127.0.0.1",
                    "The address that the gateway listens on. `0.0.0.0` makes it reachable from other machines with `./keyway up` too."),
            new Setting(
                    "MANAGEMENT_SERVER_PORT",
                    "number",
                    "8001",
                    "The port of health, readiness and Prometheus metrics."),
            new Setting(
                    "MANAGEMENT_SERVER_ADDRESS",
                    "address",
                    "`SERVER_ADDRESS`; with `./keyway up` 127.0.0.1",
                    "The address that health, readiness and metrics listen on."));

    /** Whether it names a file that holds the secret of another setting. */
    public boolean isSecretFile() {
        return name.endsWith("_FILE") && ALL.stream().anyMatch(setting -> name.equals(setting.name() + "_FILE"));
    }

    /** Whether a change takes effect while the gateway runs. */
    public boolean reloads() {
        return isPerProvider() || LIVE.contains(name) || name.startsWith("FIRST_BYTE_TIMEOUT");
    }

    /** Whether it is one setting for each provider. */
    public boolean isPerProvider() {
        return name.contains("<P>");
    }
}
