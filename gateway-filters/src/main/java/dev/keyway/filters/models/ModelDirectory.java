package dev.keyway.filters.models;

import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.snapshot.SnapshotListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Directory of models: resolves {@code provider/model}, where a first segment that names a configured provider wins, then
 * aliases, then bare names that only one provider has. The only provider is sent any other name too, but for those of a
 * known provider that is not configured.
 */
public final class ModelDirectory implements SnapshotListener {

    private final KnownProviders known = new KnownProviders();
    private final Providers providers;
    private final InstantSource clock;
    private final Map<String, ModelListing> listings = new ConcurrentHashMap<>();

    public ModelDirectory(Providers providers, InstantSource clock) {
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public void changed(Snapshot now) {
        listings.keySet().retainAll(now.providers().keySet());
    }

    /**
     * The models that a name stands for, in the order in which they are tried, at least one; ends with
     * {@code model_not_found} or {@code invalid_request} where it means nothing, or more than one thing.
     */
    public Mono<List<NamedModel>> resolve(String asked) {
        Optional<List<NamedModel>> known =
                byPrefix(asked).map(List::of).or(() -> byAlias(asked)).or(() -> onlyProvider(asked));
        return known.map(Mono::just).orElseGet(() -> bareName(asked).map(List::of));
    }

    /** Whether the provider itself lists a model, as far as is known without asking. */
    public boolean providerLists(String provider, String model) {
        return providers
                .find(provider)
                .map(configured -> listing(configured).providerLists(model))
                .orElse(false);
    }

    /** All models offered, each provider's asked anew where it is time to. */
    public Mono<List<OfferedModel>> all() {
        return Flux.fromIterable(providers.all())
                .flatMapSequential(this::offered)
                .flatMapIterable(models -> models)
                .collectList();
    }

    /** The models that one provider offers, asked anew if it is time to. */
    public Mono<List<OfferedModel>> of(String provider) {
        return providers.find(provider).map(this::offered).orElseGet(() -> Mono.just(List.of()));
    }

    private Mono<List<OfferedModel>> offered(ConfiguredProvider provider) {
        return listing(provider)
                .current()
                .map(models -> models.values().stream()
                        .map(model -> new OfferedModel(provider.id(), model.id(), model.displayName(), model.created()))
                        .toList());
    }

    /** What is known of a provider's models; under other settings of it, what was known before goes on. */
    private ModelListing listing(ConfiguredProvider provider) {
        ModelListing known = listings.get(provider.id());
        return known != null && known.isOf(provider)
                ? known
                : listings.compute(provider.id(), (id, before) -> ModelListing.of(provider, before, clock));
    }

    private Optional<NamedModel> byPrefix(String asked) {
        int slash = asked.indexOf('/');
        if (slash <= 0 || slash == asked.length() - 1) {
            return Optional.empty();
        }
        return providers
                .find(asked.substring(0, slash))
                .map(provider -> new NamedModel(provider, asked.substring(slash + 1)));
    }

    /** Whether a name begins with a known provider that is not configured: no other is sent it that does not list it. */
    private boolean isAnothers(String asked) {
        int slash = asked.indexOf('/');
        return slash > 0 && known.isKnown(asked.substring(0, slash));
    }

    /** The targets of an alias whose providers are configured. */
    private Optional<List<NamedModel>> byAlias(String asked) {
        return providers.alias(asked).map(alias -> {
            List<NamedModel> targets = alias.targets().stream()
                    .flatMap(target -> providers.find(target.provider()).stream()
                            .map(provider -> new NamedModel(provider, target.model())))
                    .toList();
            if (targets.isEmpty()) {
                throw new GatewayException(GatewayError.of(
                                ErrorCode.MODEL_NOT_FOUND,
                                "No provider of the alias '" + asked + "' is configured on this gateway.")
                        .withParam("model"));
            }
            return targets;
        });
    }

    private Optional<List<NamedModel>> onlyProvider(String asked) {
        return isAnothers(asked)
                ? Optional.empty()
                : providers.only().map(provider -> List.of(new NamedModel(provider, asked)));
    }

    private Mono<NamedModel> bareName(String asked) {
        return Mono.defer(() -> {
            List<ConfiguredProvider> known = having(asked);
            return known.isEmpty()
                    ? all().map(models -> pick(asked, having(asked)))
                    : Mono.fromSupplier(() -> pick(asked, known));
        });
    }

    private List<ConfiguredProvider> having(String model) {
        return providers.all().stream()
                .filter(provider -> listing(provider).now().containsKey(model))
                .toList();
    }

    private NamedModel pick(String asked, List<ConfiguredProvider> having) {
        if (having.isEmpty()) {
            String why = isAnothers(asked)
                    ? "Provider '" + asked.substring(0, asked.indexOf('/'))
                            + "' is not configured on this gateway, and no"
                            + " other offers a model of this name; GET /v1/models lists those on offer."
                    : "No provider offers this model. Name it as 'provider/model'; GET /v1/models lists them.";
            throw new GatewayException(
                    GatewayError.of(ErrorCode.MODEL_NOT_FOUND, why).withParam("model"));
        }
        if (having.size() > 1) {
            String choices = having.stream()
                    .map(ConfiguredProvider::id)
                    .reduce((a, b) -> a + ", " + b)
                    .orElseThrow();
            throw new GatewayException(GatewayError.of(
                            ErrorCode.INVALID_REQUEST,
                            "More than one provider offers this model (" + choices + "). Name it as 'provider/model'.")
                    .withParam("model"));
        }
        return new NamedModel(having.getFirst(), asked);
    }
}
