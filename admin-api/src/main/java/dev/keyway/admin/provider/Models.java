package dev.keyway.admin.provider;

import dev.keyway.admin.change.Lifecycles;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.catalogue.price.ModelFacts;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The models that providers offer. */
@Service
@Transactional
public class Models extends ProviderResources<Model, ModelSettings, ModelView> {

    private final ModelRepository models;

    Models(ModelRepository models, Providers providers, Lifecycles lifecycles) {
        super("model", models, providers, lifecycles.of(Subject.MODEL, ModelSettings.class));
        this.models = models;
    }

    /**
     * The model, locked until the transaction ends: what is made for it is made once.
     *
     * @throws ProblemException if the provider has no such model
     */
    public ModelView hold(UUID provider, UUID id) {
        return models.hold(provider, id).orElseThrow(this::notFound).view();
    }

    /** The model of this name, made if there is none. */
    public ModelView named(UUID provider, String name) {
        return named(provider, name, Optional.empty());
    }

    /** The model of this name, made with what is known of it if there is none. */
    public ModelView named(UUID provider, String name, Optional<ModelFacts> facts) {
        return models.findByName(provider, name)
                .map(Model::view)
                .orElseGet(() -> create(
                        provider,
                        new ModelSettings(
                                name,
                                tokens(facts.flatMap(known -> boxed(known.contextWindow()))),
                                tokens(facts.flatMap(known -> boxed(known.maxOutput()))),
                                null,
                                null,
                                false,
                                false)));
    }

    @Override
    Model row(UUID id, UUID provider, ModelSettings settings, Instant now) {
        return new Model(id, provider, settings, now);
    }

    private static Optional<Long> boxed(OptionalLong tokens) {
        return tokens.isPresent() ? Optional.of(tokens.getAsLong()) : Optional.empty();
    }

    private static @Nullable Integer tokens(Optional<Long> tokens) {
        return tokens.map(Math::toIntExact).orElse(null);
    }
}
