package dev.keyway.filters.standalone;

import java.util.List;

/**
 * One setting, as documented.
 *
 * @param name the variable's name; {@code <P>} stands for a provider in upper case, {@code <n>} for a number
 * @param value what it may be
 * @param standard what holds if it is not set
 * @param meaning what it does, in one sentence
 */
record Setting(String name, String value, String standard, String meaning) {

    static final String SECONDS = "seconds, or a duration such as `90s`, `5m`";

    /** Every setting there is: what is read, what is documented, and what a misspelt name is compared with. */
    static final List<Setting> ALL = List.of(
            new Setting(
                    "PROXY_API_KEY",
                    "text",
                    "required",
                    "The token that callers present; 20 characters or more, unless every provider is on this machine."),
            new Setting("PROXY_API_KEY_FILE", "file", "", "A file that holds `PROXY_API_KEY`, instead of it."),
            new Setting("<P>_API_KEY", "text", "", "A key of the provider."),
            new Setting("<P>_API_KEY_FILE", "file", "", "A file that holds `<P>_API_KEY`, instead of it."),
            new Setting("<P>_API_KEY_<n>", "text", "", "More keys of the provider, in any number."),
            new Setting("<P>_API_KEY_<n>_FILE", "file", "", "A file that holds `<P>_API_KEY_<n>`, instead of it."),
            new Setting("<P>_API_KEY_ACCOUNT", "text", "", "The account that `<P>_API_KEY` belongs to."),
            new Setting(
                    "<P>_API_KEY_<n>_ACCOUNT",
                    "text",
                    "an account per key",
                    "The account that the key belongs to; keys of one account share its quota."),
            new Setting(
                    "<P>_API_BASE",
                    "address",
                    "the provider's own",
                    "Another address for a known provider, or the address of a new one that speaks OpenAI's API."),
            new Setting("<P>_API_KEY_BASE", "address", "`<P>_API_BASE`", "The address of what `<P>_API_KEY` opens."),
            new Setting(
                    "<P>_API_KEY_<n>_BASE",
                    "address",
                    "`<P>_API_BASE`",
                    "The address of what the key opens, where keys belong to different resources or servers."),
            new Setting(
                    "<P>_API_VERSION",
                    "text, such as `2024-10-21`",
                    "the v1 API",
                    "Azure only: the API version that its addresses name."),
            new Setting(
                    "<P>_DEPLOYMENTS",
                    "`model=deployment`, with commas",
                    "all models, under their own names",
                    "The models that the provider's resource has deployed, and what it calls them."),
            new Setting(
                    "<P>_API_KEY_DEPLOYMENTS",
                    "`model=deployment`, with commas",
                    "`<P>_DEPLOYMENTS`",
                    "The same for the resource of `<P>_API_KEY`."),
            new Setting(
                    "<P>_API_KEY_<n>_DEPLOYMENTS",
                    "`model=deployment`, with commas",
                    "`<P>_DEPLOYMENTS`",
                    "The same for the resource of the key."),
            new Setting(
                    "<P>_MODELS",
                    "names, with commas or as a JSON array",
                    "what the provider lists",
                    "Models to offer besides those that the provider lists."),
            new Setting("IGNORE_MODELS_<P>", "patterns with `*`, with commas", "none", "Models that may not be used."),
            new Setting(
                    "WHITELIST_MODELS_<P>",
                    "patterns with `*`, with commas",
                    "none",
                    "Alone: the only models that may be used. Beside `IGNORE_MODELS_<P>`: the exceptions to it."),
            new Setting(
                    "MAX_CONCURRENT_REQUESTS_PER_KEY_<P>",
                    "number, 0 for no bound",
                    "[learnt](key-choice.md#concurrency)",
                    "How many calls one key serves at once, per model; 1 for one after the other."),
            new Setting(
                    "ROTATION_MODE_<P>",
                    "`balanced`, `sequential` or `weighted`",
                    "balanced",
                    "How the next key is chosen."),
            new Setting(
                    "GLOBAL_TIMEOUT",
                    SECONDS,
                    "30",
                    "How long a request goes on waiting for keys and starting attempts."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT",
                    SECONDS,
                    "240, reasoning models 600",
                    "How long an answer that is not streamed may take."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT_STREAM",
                    SECONDS,
                    "120, reasoning models 300",
                    "How long the first content of a stream may take; it bounds the headers too."),
            new Setting("FIRST_BYTE_TIMEOUT_<P>", SECONDS, "`FIRST_BYTE_TIMEOUT`", "The same for one provider."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT_STREAM_<P>",
                    SECONDS,
                    "`FIRST_BYTE_TIMEOUT_STREAM`",
                    "The same for one provider."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT_MODELS",
                    "`provider/model=seconds`, with commas, `*` allowed",
                    "none",
                    "The same for single models."),
            new Setting(
                    "FIRST_BYTE_TIMEOUT_STREAM_MODELS",
                    "`provider/model=seconds`, with commas, `*` allowed",
                    "none",
                    "The same for streams of single models."),
            new Setting(
                    "CHUNK_GAP_TIMEOUT", SECONDS, "300", "How long a provider's answer that has begun may be silent."),
            new Setting("KEYWAY_MAX_BODY", "size such as `40MB`", "40MB", "The largest request body that is taken."),
            new Setting(
                    "KEYWAY_MAX_AUDIO",
                    "size such as `26MB`",
                    "26MB",
                    "The largest form with an audio file that is taken."),
            new Setting(
                    "KEYWAY_MAX_BODY_IN_FLIGHT",
                    "size such as `256MB`",
                    "a quarter of the direct memory",
                    "All request bodies held together, queued ones included; one caller's may be half of it."),
            new Setting("KEYWAY_BODY_TIMEOUT", SECONDS, "5m", "How long a request body may take to come."),
            new Setting(
                    "KEYWAY_BODY_MIN_RATE",
                    "size such as `16KB`, 0 for no bound",
                    "16KB",
                    "What a request body brings at least in a second, measured over 10 seconds."),
            new Setting(
                    "KEYWAY_CORS_ORIGINS",
                    "origins such as `https://chat.example.com`, with commas, or `*`",
                    "none",
                    "The origins whose scripts may call the gateway from a browser (CORS)."),
            new Setting(
                    "KEYWAY_QUEUE_SIZE",
                    "number",
                    "1000",
                    "How many requests may wait for a key of one provider and model."),
            new Setting("KEYWAY_STATE_DIR", "folder", "`.keyway`", "Where usage and cooldowns are kept."),
            new Setting(
                    "KEYWAY_DRAIN", SECONDS, "30", "How long streams may go on after the gateway was told to stop."),
            new Setting("KEYWAY_LOG_FORMAT", "`text` or `json`", "text", "How all lines of the log are written."),
            new Setting(
                    "KEYWAY_REPAIR",
                    "`all`, `added` or `off`",
                    "all",
                    "Which requests are sent again without a member that a provider refuses: those with one that only tunes, only those to which the gateway added it, or none."),
            new Setting(
                    "KEYWAY_REQUEST_LOG",
                    "`true` or `false`",
                    "false",
                    "Whether requests are written down in full; `--enable-request-logging` on the command line does the same."),
            new Setting(
                    "KEYWAY_REQUEST_LOG_DIR",
                    "folder",
                    "`logs`",
                    "Where they are written down, a folder for each request."),
            new Setting(
                    "KEYWAY_REQUEST_LOG_MAX_SIZE",
                    "size such as `500MB`",
                    "1GB",
                    "How much of them is kept, the newest."),
            new Setting("KEYWAY_REQUEST_LOG_MAX_AGE", SECONDS, "7d", "How long one is kept."),
            new Setting(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "address such as `http://collector:4318`",
                    "no traces",
                    "The collector that takes traces by OTLP over HTTP."),
            new Setting(
                    "OTEL_EXPORTER_OTLP_PROTOCOL",
                    "`http/protobuf`",
                    "`http/protobuf`",
                    "Others are refused, so that nobody waits for traces in vain."),
            new Setting(
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "`name=value`, with commas",
                    "none",
                    "What is sent with every batch, such as the collector's own key."),
            new Setting(
                    "OTEL_EXPORTER_OTLP_HEADERS_FILE",
                    "file",
                    "",
                    "A file that holds `OTEL_EXPORTER_OTLP_HEADERS`, instead of it."),
            new Setting("OTEL_SERVICE_NAME", "text", "keyway-gateway", "What the gateway is called in traces."),
            new Setting(
                    "OTEL_RESOURCE_ATTRIBUTES",
                    "`name=value`, with commas",
                    "none",
                    "More that traces say of the gateway, such as `deployment.environment.name=production`."),
            new Setting(
                    "OTEL_TRACES_SAMPLER_ARG",
                    "number from 0 to 1",
                    "1",
                    "How many of the traces that begin at the gateway are kept."),
            new Setting("OTEL_SDK_DISABLED", "`true` or `false`", "false", "Whether there are no traces after all."),
            new Setting(
                    "KEYWAY_ENV_FILE",
                    "file",
                    "`.env`",
                    "The file that these settings are read from; only as an environment variable."),
            new Setting("KEYWAY_CA_FILE", "PEM file", "none", "Certificates to trust besides those of Java."),
            new Setting("HTTPS_PROXY", "`http://host:port`", "none", "The proxy that connects to the providers."),
            new Setting(
                    "NO_PROXY",
                    "hosts and `.domains`, with commas, or `*`",
                    "none",
                    "What is reached without the proxy."),
            new Setting("SERVER_PORT", "number", "8000", "The port of the gateway."),
            new Setting(
                    "SERVER_ADDRESS",
                    "address",
                    "all; with `./keyway up` 127.0.0.1",
                    "Where the gateway listens; `0.0.0.0` opens what `./keyway up` starts to other machines."),
            new Setting("MANAGEMENT_SERVER_PORT", "number", "8001", "The port of health, readiness and Prometheus."),
            new Setting(
                    "MANAGEMENT_SERVER_ADDRESS",
                    "address",
                    "`SERVER_ADDRESS`; with `./keyway up` 127.0.0.1",
                    "Where health, readiness and Prometheus listen."));

    /** Whether it names a file that holds the secret of another setting. */
    boolean isSecretFile() {
        return name.endsWith("_FILE") && ALL.stream().anyMatch(setting -> name.equals(setting.name() + "_FILE"));
    }

    /** Whether it is one setting for each provider. */
    boolean isPerProvider() {
        return name.contains("<P>");
    }
}
