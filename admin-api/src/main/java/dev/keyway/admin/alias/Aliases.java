package dev.keyway.admin.alias;

import dev.keyway.admin.change.Lifecycle;
import dev.keyway.admin.change.Lifecycles;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Aliases: names of your own for models of providers, tried in order. */
@Service
@Transactional
public class Aliases {

    private final AliasQueries rows;
    private final Providers providers;
    private final Lifecycle<AliasSettings, AliasView> lifecycle;

    Aliases(AliasQueries rows, Providers providers, Lifecycles lifecycles) {
        this.rows = rows;
        this.providers = providers;
        this.lifecycle = lifecycles.of(Subject.ALIAS, AliasSettings.class);
    }

    /** @param search a part of the name */
    @Transactional(readOnly = true)
    public Page<AliasView> page(PageRequest page, String search) {
        Filter filter = Filter.where("deleted_at IS NULL").and("id < ?", page.before());
        if (!search.isBlank()) {
            filter.and("lower(name) LIKE ? ESCAPE '!'", Search.containing(search));
        }
        return Page.of(rows.page(filter, page.fetch()), page, AliasView::id, alias -> alias);
    }

    /** Every one. */
    @Transactional(readOnly = true)
    public List<AliasView> all() {
        return rows.page(Filter.where("deleted_at IS NULL"), Integer.MAX_VALUE);
    }

    /** @throws ProblemException if there is none */
    @Transactional(readOnly = true)
    public AliasView get(UUID id) {
        return rows.find(id).orElseThrow(() -> ProblemException.notFound("alias"));
    }

    public AliasView create(AliasSettings settings) {
        require(settings);
        return lifecycle.create((id, now) -> {
            rows.add(id, settings, now);
            return () -> get(id);
        });
    }

    public AliasView change(UUID id, IfMatch version, JsonNode patch) {
        AliasView before = get(id);
        return lifecycle.change(() -> get(id), before.settings(), version, withIds(patch, before), (settings, now) -> {
            require(settings);
            rows.change(before, settings, now);
        });
    }

    /** Targets as they are shown have the slug beside the id of a provider. */
    private static JsonNode withIds(JsonNode patch, AliasView before) {
        JsonNode ids = patch.deepCopy();
        for (JsonNode target : ids.path("targets")) {
            boolean shown = before.targets().stream()
                    .anyMatch(known ->
                            known.provider().equals(target.path("provider").asString(""))
                                    && known.providerId()
                                            .toString()
                                            .equals(target.path("providerId").asString("")));
            if (shown && target instanceof ObjectNode object) {
                object.remove("provider");
            }
        }
        return ids;
    }

    public void delete(UUID id) {
        AliasView before = get(id);
        lifecycle.delete(before, now -> rows.delete(before, now));
    }

    /** The targets' providers stay until the transaction ends. */
    private void require(AliasSettings settings) {
        int slash = settings.name().indexOf('/');
        if (slash >= 0 && providers.find(settings.name().substring(0, slash)).isPresent()) {
            throw ProblemException.invalid(
                    "name", "must not begin with a provider's name and '/': that is a model of the provider");
        }
        List<FieldError> wrong = new ArrayList<>();
        List<AliasTarget> targets = settings.targets();
        for (int i = 0; i < targets.size(); i++) {
            if (targets.subList(0, i).contains(targets.get(i))) {
                wrong.add(new FieldError("targets[" + i + "]", "repeats an earlier target"));
            }
            if (!isHeld(targets.get(i).providerId())) {
                wrong.add(new FieldError("targets[" + i + "].providerId", "must be the ID of an existing provider"));
            }
        }
        if (!wrong.isEmpty()) {
            throw ProblemException.invalid(wrong);
        }
    }

    private boolean isHeld(UUID provider) {
        try {
            ProviderView unused = providers.hold(provider);
            return true;
        } catch (ProblemException missing) {
            return false;
        }
    }
}
