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
import java.time.Clock;
import java.util.UUID;
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

    ModelView create(UUID provider, ModelSettings settings) {
        ProviderView held = providers.hold(provider);
        Model model = new Model(ids.next(), held.id(), settings, clock.instant());
        models.save(model);
        changes.flush();
        changes.record(Change.created(Subject.MODEL, model.id(), Scope.INSTALLATION, model.view()));
        return model.view();
    }

    ModelView change(UUID provider, UUID id, IfMatch version, JsonNode patch) {
        Model model = find(provider, id);
        version.require(model.version());
        ModelView before = model.view();
        model.change(patches.apply(model.settings(), patch, ModelSettings.class), clock.instant());
        changes.flush();
        changes.record(Change.updated(Subject.MODEL, id, Scope.INSTALLATION, before, model.view()));
        return model.view();
    }

    void delete(UUID provider, UUID id) {
        Model model = find(provider, id);
        ModelView before = model.view();
        model.delete(clock.instant());
        changes.record(Change.deleted(Subject.MODEL, id, Scope.INSTALLATION, before));
    }

    private Model find(UUID provider, UUID id) {
        return models.find(provider, id).orElseThrow(() -> ProblemException.notFound("model"));
    }
}
