package dev.keyway.filters.edge;

import dev.keyway.catalogue.price.ModelPrices;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.caller.CallerCheck;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /v1/cost-estimate}: what so many tokens of a model would cost at its list price. */
final class CostEstimateEndpoint {

    private final BodyReader bodies;
    private final ModelDirectory models;
    private final Supplier<PriceCatalogue> prices;
    private final InstantSource clock;

    CostEstimateEndpoint(
            BodyReader bodies, ModelDirectory models, Supplier<PriceCatalogue> prices, InstantSource clock) {
        this.bodies = bodies;
        this.models = models;
        this.prices = prices;
        this.clock = clock;
    }

    Mono<ServerResponse> estimate(Caller caller, ServerRequest request) {
        return bodies.read(
                        request.headers().asHttpHeaders(),
                        request.exchange().getRequest().getBody(),
                        caller.share())
                .map(CostEstimateEndpoint::question)
                .doOnNext(question -> CallerCheck.requireModel(caller, question.model()))
                .flatMap(this::answer)
                .flatMap(body -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(body));
    }

    private Mono<Map<String, Object>> answer(CostQuestion question) {
        return models.resolve(question.model()).map(List::getFirst).map(named -> {
            ModelPrices known =
                    prices.get().prices(named.provider().id(), named.model()).orElse(null);
            return CostAnswer.of(named.provider().id() + "/" + named.model(), question, known, clock.instant());
        });
    }

    private static CostQuestion question(RequestBody body) {
        try {
            MemberIndex index = MemberIndex.of(body.bytes());
            String model = index.string("model");
            if (model == null || model.isBlank()) {
                throw invalid("model", "'model' must be the name of a model.");
            }
            return CostQuestion.of(
                    model,
                    tokens(index, "prompt_tokens"),
                    tokens(index, "completion_tokens"),
                    optionalTokens(index, "cache_read_tokens"),
                    optionalTokens(index, "cache_creation_tokens"));
        } finally {
            body.release();
        }
    }

    private static long optionalTokens(MemberIndex index, String name) {
        return index.has(name) ? tokens(index, name) : 0;
    }

    private static long tokens(MemberIndex index, String name) {
        var member = index.member(name);
        String text = member == null ? "" : index.json(member);
        if (!text.matches("\\d{1,12}")) {
            throw invalid(name, "'" + name + "' must be a whole number of tokens, 0 or more.");
        }
        return Long.parseLong(text);
    }

    static GatewayException invalid(String member, String message) {
        return new GatewayException(
                GatewayError.of(ErrorCode.INVALID_REQUEST, message).withParam(member));
    }
}
