package dev.keyway.filters.models;

import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.filters.model.Alias;
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
        Snapshot snapshot = providers.now();
        Optional<List<NamedModel>> known = byPrefix(snapshot, asked)
                .map(List::of)
                .or(() -> byAlias(snapshot, asked))
                .or(() -> onlyProvider(snapshot, asked));
        return known.map(Mono::just).orElseGet(() -> bareName(snapshot, asked).map(List::of));
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
        return all(providers.now());
    }

    private Mono<List<OfferedModel>> all(Snapshot snapshot) {
        return Flux.fromIterable(snapshot.providers().values())
                .flatMapSequential(this::offered)
                .flatMapIterable(models -> models)
                .collectList();
    }

    /** The names of the aliases that resolve to a target, in alphabetical order. */
    public List<String> aliases() {
        Snapshot snapshot = providers.now();
        return snapshot.aliases().values().stream()
                .filter(alias -> byPrefix(snapshot, alias.name()).isEmpty())
                .filter(alias -> !targets(snapshot, alias).isEmpty())
                .map(Alias::name)
                .sorted()
                .toList();
    }

    /** Whether a name can only stand for a model by its provider's own name: no provider is named in it, and no alias has it. */
    public boolean isBareName(String name) {
        Snapshot snapshot = providers.now();
        return byPrefix(snapshot, name).isEmpty() && snapshot.alias(name).isEmpty();
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

    private static Optional<NamedModel> byPrefix(Snapshot snapshot, String asked) {
        int slash = asked.indexOf('/');
        if (slash <= 0 || slash == asked.length() - 1) {
            return Optional.empty();
        }
        return snapshot.provider(asked.substring(0, slash))
                .map(provider -> new NamedModel(provider, asked.substring(slash + 1)));
    }

    /** Such a name is sent only to a provider that lists it. */
    private boolean namesUnconfiguredProvider(String asked) {
        int slash = asked.indexOf('/');
        return slash > 0 && known.isKnown(asked.substring(0, slash));
    }

    private static Optional<List<NamedModel>> byAlias(Snapshot snapshot, String asked) {
        return snapshot.alias(asked).map(alias -> {
            List<NamedModel> targets = targets(snapshot, alias);
            if (targets.isEmpty()) {
                throw new GatewayException(GatewayError.of(
                                ErrorCode.MODEL_NOT_FOUND,
                                "No provider of the alias '" + asked + "' is configured on this gateway.")
                        .withParam("model"));
            }
            return targets;
        });
    }

    /** The targets of an alias whose providers are configured. */
    private static List<NamedModel> targets(Snapshot snapshot, Alias alias) {
        return alias.targets().stream()
                .flatMap(target -> snapshot.provider(target.provider()).stream()
                        .map(provider -> new NamedModel(provider, target.model())))
                .toList();
    }

    private Optional<List<NamedModel>> onlyProvider(Snapshot snapshot, String asked) {
        return namesUnconfiguredProvider(asked)
                ? Optional.empty()
                : snapshot.onlyProvider().map(provider -> List.of(new NamedModel(provider, asked)));
    }

    private Mono<NamedModel> bareName(Snapshot snapshot, String asked) {
        return Mono.defer(() -> {
            List<ConfiguredProvider> known = having(snapshot, asked);
            return known.isEmpty()
                    ? all(snapshot).map(models -> pick(asked, having(snapshot, asked)))
                    : Mono.fromSupplier(() -> pick(asked, known));
        });
    }

    private List<ConfiguredProvider> having(Snapshot snapshot, String model) {
        return snapshot.providers().values().stream()
                .filter(provider -> listing(provider).now().containsKey(model))
                .toList();
    }

    private NamedModel pick(String asked, List<ConfiguredProvider> having) {
        if (having.isEmpty()) {
            String why = namesUnconfiguredProvider(asked)
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
