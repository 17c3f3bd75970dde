package dev.keyway.filters.edge;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.endpoint.Endpoints;
import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.tokencount.TokenCounter;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.scheduler.Scheduler;

/** The endpoints that the gateway answers itself. Each demands a caller, whom the edge has let in. */
final class KeywayEndpoints {

    private final ModelsEndpoint models;
    private final ProvidersEndpoint providers;
    private final TokenCountEndpoint tokens;
    private final CostEstimateEndpoint costs;
    private final KeyEndpoint key;

    KeywayEndpoints(
            Providers providers,
            ModelDirectory models,
            BodyReader bodies,
            TokenCounter counter,
            Scheduler workers,
            Supplier<PriceCatalogue> prices,
            Ledger ledger,
            InstantSource clock) {
        CallableModels callable = new CallableModels(models);
        this.models = new ModelsEndpoint(callable);
        this.providers = new ProvidersEndpoint(providers, callable);
        this.tokens = new TokenCountEndpoint(bodies, counter, workers);
        this.key = new KeyEndpoint(ledger, clock);
        this.costs = new CostEstimateEndpoint(bodies, models, prices, clock);
    }

    /** Their routes. */
    public RouterFunction<ServerResponse> routes() {
        return new CallersRoutes()
                .get(Endpoints.MODELS, models::list)
                .get(Endpoints.MODELS + "/{*id}", models::one)
                .get(Endpoints.KEY, key::show)
                .get(Endpoints.PROVIDERS, providers::list)
                .post(Endpoints.TOKEN_COUNT, tokens::count)
                .post(Endpoints.COST_ESTIMATE, costs::estimate)
                .build();
    }
}
