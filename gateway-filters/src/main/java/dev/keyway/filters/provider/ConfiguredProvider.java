package dev.keyway.filters.provider;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.keyway.catalogue.passthrough.ApiRoot;
import dev.keyway.catalogue.passthrough.NativeOperation;
import dev.keyway.catalogue.passthrough.NativePaths;
import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.ModelFacts;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.quota.QuotaHeaders;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.failover.FailureRecogniser;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.quota.QuotaReader;
import dev.keyway.filters.sanitize.Sanitizer;
import dev.keyway.filters.upstream.transport.UpstreamClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/** A provider with its keys. */
public final class ConfiguredProvider {

    /** Callers choose model names, so what is kept per name is bounded. */
    private static final int MODELS_KEPT = 10_000;

    /** Stands in the place of a price list's version. */
    private static final String STATED = "stated-by-provider";

    private final Provider declaration;
    private final ProviderSettings settings;
    private final KeyPool pool;
    private final UpstreamClient http;
    private final FailureRecogniser recogniser;
    private final QuotaReader quotas;
    private final PriceCatalogue prices;
    private final InstantSource clock;
    private final LoadingCache<Asked, ServedModel> served;
    private final LoadingCache<AskedNatively, ServedModel> servedNatively;
    private final NativePaths nativePaths;
    private final RefusedNames refused;

    public ConfiguredProvider(
            Provider declaration,
            ProviderSettings settings,
            KeyPool pool,
            UpstreamClient http,
            PriceCatalogue prices,
            InstantSource clock) {
        this(declaration, settings, pool, http, prices, clock, new RefusedNames(clock));
    }

    private ConfiguredProvider(
            Provider declaration,
            ProviderSettings settings,
            KeyPool pool,
            UpstreamClient http,
            PriceCatalogue prices,
            InstantSource clock,
            RefusedNames refused) {
        this.refused = refused;
        this.declaration = declaration;
        this.settings = settings;
        this.pool = pool;
        this.http = http;
        this.recogniser = FailureRecogniser.of(declaration.errors(), clock);
        this.quotas = new QuotaReader(QuotaHeaders.of(declaration.id()));
        this.prices = prices;
        this.clock = clock;
        this.served = Caffeine.newBuilder().maximumSize(MODELS_KEPT).build(this::prepare);
        this.servedNatively = Caffeine.newBuilder().maximumSize(MODELS_KEPT).build(this::prepareNatively);
        this.nativePaths = NativePaths.of(declaration);
    }

    /** The same provider under other settings or prices: the same address, pool and connections. */
    public ConfiguredProvider with(ProviderSettings other, PriceCatalogue otherPrices) {
        return new ConfiguredProvider(declaration, other, pool, http, otherPrices, clock, refused);
    }

    /** No new call will come: closes its idle connections. */
    public void retire() {
        pool.retire();
        http.close();
    }

    /** Its id in {@code provider/model}. */
    public String id() {
        return declaration.id();
    }

    public Provider declaration() {
        return declaration;
    }

    public ProviderSettings settings() {
        return settings;
    }

    public KeyPool pool() {
        return pool;
    }

    /** Reads its errors. */
    public FailureRecogniser recogniser() {
        return recogniser;
    }

    /** Reads what its answers tell of a key's limits. */
    public QuotaReader quotas() {
        return quotas;
    }

    /** The HTTP client of the event loop that this is called on. */
    public HttpClient client() {
        return http.onThisLoop();
    }

    /** How calls get to it. */
    public UpstreamClient upstream() {
        return http;
    }

    /**
     * What usage costs at its list price; where there is none, what the provider itself said.
     *
     * @param stated the provider's own figure; null if it gave none
     */
    public Cost cost(String model, Usage usage, @Nullable NanoDollars stated, Instant at) {
        Cost listed = prices.cost(id(), model, usage, at);
        return switch (listed) {
            case Cost.Priced priced -> priced;
            case Cost.Unpriced unknown -> stated == null ? unknown : new Cost.Priced(stated, STATED);
        };
    }

    /**
     * An operation on one of its models.
     *
     * @throws GatewayException if it does not serve the operation, or if the settings filter the model out
     */
    public ServedModel serve(Operation operation, String model) {
        if (declaration.endpoint(operation).isEmpty()) {
            throw new GatewayException(
                    ErrorCode.TRANSLATION_NOT_SUPPORTED,
                    "Provider '" + id() + "' does not serve " + operation.path()
                            + " itself, and requests are not translated between dialects. Use an endpoint that it serves.");
        }
        requireAllowed(model);
        return served.get(new Asked(operation, model));
    }

    /**
     * An operation of its own API on one of its models.
     *
     * @throws GatewayException if the settings filter the model out
     */
    public ServedModel serve(NativeOperation operation, String model) {
        requireAllowed(model);
        return servedNatively.get(new AskedNatively(operation, model));
    }

    /**
     * Passes if the settings allow a model.
     *
     * @throws GatewayException {@code model_not_allowed} if they do not
     */
    public void requireAllowed(String model) {
        if (!settings.filter().allows(model)) {
            throw new GatewayException(GatewayError.of(
                            ErrorCode.MODEL_NOT_ALLOWED,
                            "This gateway's settings do not allow that model of provider '" + id()
                                    + "'. GET /v1/models lists those that it offers.")
                    .withParam("model"));
        }
    }

    /** Which members of requests it was found to refuse. */
    public RefusedNames refused() {
        return refused;
    }

    /** The paths of its own that are passed through. */
    public NativePaths nativePaths() {
        return nativePaths;
    }

    private ServedModel prepare(Asked asked) {
        Endpoint endpoint = declaration.endpoint(asked.operation()).orElseThrow();
        boolean media = declaration.protocol(asked.operation()).stream() == StreamStyle.MEDIA;
        boolean reasoning = declaration.isReasoning(asked.model());
        return new ServedModel(
                this,
                declaration.protocol(asked.operation()),
                asked.model(),
                endpoint,
                declaration.url(endpoint, asked.model()),
                (there, model) -> there.url(endpoint, model),
                Sanitizer.of(declaration.parameters().rulesFor(asked.operation(), asked.model()), asked.model()),
                media
                        ? Patience.forMediaStream(settings.firstByte(), asked.model())
                        : Patience.forStream(settings.firstByte(), asked.model(), reasoning),
                media
                        ? Patience.forMedia(settings.firstByte(), asked.model())
                        : Patience.forAnswer(settings.firstByte(), asked.model(), reasoning),
                contextTokens(asked.model()));
    }

    private ServedModel prepareNatively(AskedNatively asked) {
        NativeOperation operation = asked.operation();
        boolean reasoning = declaration.isReasoning(asked.model());
        return new ServedModel(
                this,
                operation.protocol(),
                asked.model(),
                operation.endpoint(),
                ApiRoot.of(declaration).url() + operation.target(asked.model()),
                (there, model) -> ApiRoot.of(there).url() + operation.target(model),
                operation.namesModelInPath() ? Sanitizer.untouched() : Sanitizer.of(List.of(), asked.model()),
                Patience.forStream(settings.firstByte(), asked.model(), reasoning),
                Patience.forAnswer(settings.firstByte(), asked.model(), reasoning),
                contextTokens(asked.model()));
    }

    private long contextTokens(String model) {
        return prices.facts(id(), model).map(ModelFacts::contextTokens).orElse(0L);
    }

    private record AskedNatively(NativeOperation operation, String model) {}

    private record Asked(Operation operation, String model) {}
}
