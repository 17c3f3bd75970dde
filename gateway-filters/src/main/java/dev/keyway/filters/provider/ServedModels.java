package dev.keyway.filters.provider;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.keyway.catalogue.passthrough.ApiRoot;
import dev.keyway.catalogue.passthrough.NativeOperation;
import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.sanitize.Sanitizer;
import java.util.List;

/** Operations on the models of one provider, prepared once for each model that is asked for. Bounded. */
final class ServedModels {

    /** Callers choose model names, so what is retained per name is bounded. */
    private static final int MODELS_KEPT = 10_000;

    private final ConfiguredProvider provider;
    private final Provider declaration;
    private final FirstByteTimeouts timeouts;
    private final ProviderPrices prices;
    private final LoadingCache<Asked, ServedModel> served =
            Caffeine.newBuilder().maximumSize(MODELS_KEPT).build(this::prepare);
    private final LoadingCache<AskedNatively, ServedModel> servedNatively =
            Caffeine.newBuilder().maximumSize(MODELS_KEPT).build(this::prepareNatively);

    ServedModels(ConfiguredProvider provider, Provider declaration, FirstByteTimeouts timeouts, ProviderPrices prices) {
        this.provider = provider;
        this.declaration = declaration;
        this.timeouts = timeouts;
        this.prices = prices;
    }

    ServedModel of(Operation operation, String model) {
        return served.get(new Asked(operation, model));
    }

    ServedModel of(NativeOperation operation, String model) {
        return servedNatively.get(new AskedNatively(operation, model));
    }

    private ServedModel prepare(Asked asked) {
        Endpoint endpoint = declaration.endpoint(asked.operation()).orElseThrow();
        boolean media = declaration.protocol(asked.operation()).stream() == StreamStyle.MEDIA;
        boolean reasoning = declaration.isReasoning(asked.model());
        return new ServedModel(
                provider,
                declaration.protocol(asked.operation()),
                asked.model(),
                endpoint,
                declaration.url(endpoint, asked.model()),
                (there, model) -> there.url(endpoint, model),
                Sanitizer.of(declaration.parameters().rulesFor(asked.operation(), asked.model()), asked.model()),
                media
                        ? Patience.forMediaStream(timeouts, asked.model())
                        : Patience.forStream(timeouts, asked.model(), reasoning),
                media
                        ? Patience.forMedia(timeouts, asked.model())
                        : Patience.forAnswer(timeouts, asked.model(), reasoning),
                prices.contextTokens(asked.model()));
    }

    private ServedModel prepareNatively(AskedNatively asked) {
        NativeOperation operation = asked.operation();
        boolean reasoning = declaration.isReasoning(asked.model());
        return new ServedModel(
                provider,
                operation.protocol(),
                asked.model(),
                operation.endpoint(),
                ApiRoot.of(declaration).url() + operation.target(asked.model()),
                (there, model) -> ApiRoot.of(there).url() + operation.target(model),
                operation.namesModelInPath() ? Sanitizer.untouched() : Sanitizer.of(List.of(), asked.model()),
                Patience.forStream(timeouts, asked.model(), reasoning),
                Patience.forAnswer(timeouts, asked.model(), reasoning),
                prices.contextTokens(asked.model()));
    }

    private record AskedNatively(NativeOperation operation, String model) {}

    private record Asked(Operation operation, String model) {}
}
