package dev.keyway.admin.provider;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.catalogue.price.ModelFacts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The models that providers offer. */
@Service
@Transactional
public class Models {

    private final ModelRows models;
    private final Providers providers;
    private final Changes changes;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Models(ModelRows models, Providers providers, Changes changes, MergePatch patches, Ids ids, Clock clock) {
        this.models = models;
        this.providers = providers;
        this.changes = changes;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<ModelView> page(UUID provider, PageRequest page, String search) {
        ProviderView known = providers.get(provider);
        return Page.of(
                models.page(known.id(), page.before(), Search.containing(search), Limit.of(page.fetch())),
                page,
                Model::id,
                Model::view);
    }

    @Transactional(readOnly = true)
    public ModelView get(UUID provider, UUID id) {
        return find(provider, id).view();
    }

    /**
     * It, as it stays until the transaction ends: what is made for it is made once.
     *
     * @throws ProblemException if the provider has no such model
     */
    public ModelView hold(UUID provider, UUID id) {
        return models.hold(provider, id)
                .orElseThrow(() -> ProblemException.notFound("model"))
                .view();
    }

    /** Those of every provider. */
    @Transactional(readOnly = true)
    public List<ModelView> all() {
        return models.all().stream().map(Model::view).toList();
    }

    /** The model of this name. */
    @Transactional(readOnly = true)
    public Optional<ModelView> find(UUID provider, String name) {
        return models.findByName(provider, name).map(Model::view);
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

    public ModelView create(UUID provider, ModelSettings settings) {
        ProviderView held = providers.hold(provider);
        Model model = new Model(ids.next(), held.id(), settings, clock.instant());
        models.save(model);
        changes.flush();
        changes.record(Change.created(Subject.MODEL, model.id(), Scope.INSTALLATION, model.view()));
        return model.view();
    }

    public ModelView change(UUID provider, UUID id, IfMatch version, JsonNode patch) {
        Model model = find(provider, id);
        version.require(model.version());
        ModelView before = model.view();
        ModelSettings settings = patches.apply(model.settings(), patch, ModelSettings.class, before);
        if (settings.equals(model.settings())) {
            return before;
        }
        model.change(settings, clock.instant());
        changes.flush();
        changes.record(Change.updated(Subject.MODEL, id, Scope.INSTALLATION, before, model.view()));
        return model.view();
    }

    public void delete(UUID provider, UUID id) {
        Model model = find(provider, id);
        ModelView before = model.view();
        model.delete(clock.instant());
        changes.record(Change.deleted(Subject.MODEL, id, Scope.INSTALLATION, before));
    }

    private static Optional<Long> boxed(OptionalLong tokens) {
        return tokens.isPresent() ? Optional.of(tokens.getAsLong()) : Optional.empty();
    }

    private static @Nullable Integer tokens(Optional<Long> tokens) {
        return tokens.map(Math::toIntExact).orElse(null);
    }

    private Model find(UUID provider, UUID id) {
        return models.find(provider, id).orElseThrow(() -> ProblemException.notFound("model"));
    }
}
