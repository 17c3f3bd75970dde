package dev.keyway.filters.provider;

import dev.keyway.catalogue.passthrough.NativeOperation;
import dev.keyway.catalogue.passthrough.NativePaths;
import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.catalogue.quota.QuotaHeaders;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.failover.FailureRecogniser;
import dev.keyway.filters.keypool.KeyPool;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.quota.QuotaReader;
import dev.keyway.filters.upstream.transport.UpstreamClient;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;

/** A provider with its keys. */
public final class ConfiguredProvider {

    private final Provider declaration;
    private final ProviderSettings settings;
    private final KeyPool pool;
    private final UpstreamClient http;
    private final FailureRecogniser recogniser;
    private final QuotaReader quotas;
    private final ProviderPrices prices;
    private final InstantSource clock;
    private final ServedModels served;
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
        this.prices = new ProviderPrices(settings.id(), prices);
        this.clock = clock;
        this.served = new ServedModels(this, declaration, settings.firstByte(), this.prices);
        this.nativePaths = NativePaths.of(declaration);
    }

    /** The same provider under other settings or prices: the same address, pool and connections. */
    public ConfiguredProvider with(ProviderSettings other, PriceCatalogue otherPrices) {
        return new ConfiguredProvider(declaration, other, pool, http, otherPrices, clock, refused);
    }

    /** Whether it has the pool and the connections of another, and so is the same provider under other settings. */
    @SuppressWarnings("ReferenceEquality") // Two pools are never equal.
    public boolean sharesPoolWith(ConfiguredProvider other) {
        return pool == other.pool;
    }

    /** No new call will come: closes its idle connections. */
    public void retire() {
        pool.retire();
        http.close();
    }

    /** Its id in {@code provider/model}. */
    public String id() {
        return settings.id().toLowerCase(Locale.ROOT);
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
     * @param tier service tier that the response named
     * @param stated the provider's own figure; null if it gave none
     */
    public Cost cost(String model, Usage usage, String tier, @Nullable NanoDollars stated, Instant at) {
        return prices.cost(model, usage, tier, stated, at);
    }

    /** The price list that prices a model's tier at a moment; null if there is none. */
    public @Nullable String priceList(String model, String tier, Instant at) {
        return prices.priceList(model, tier, at);
    }

    /** The highest price of a million units of some meters; empty if none of them has a price. */
    public Optional<NanoDollars> mostPerMillion(String model, Set<Meter> meters, Instant at) {
        return prices.mostPerMillion(model, meters, at);
    }

    /** A model's longest output in tokens, 0 if it is not known. */
    public long maxOutputTokens(String model) {
        return prices.maxOutputTokens(model);
    }

    /** Whether a model may be called under a hard budget although something of it has no price. */
    public boolean allowsUnpriced(String model) {
        return prices.allowsUnpriced(model);
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
        return served.of(operation, model);
    }

    /**
     * An operation of its own API on one of its models.
     *
     * @throws GatewayException if the settings filter the model out
     */
    public ServedModel serve(NativeOperation operation, String model) {
        requireAllowed(model);
        return served.of(operation, model);
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
}
