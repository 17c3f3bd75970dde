package dev.keyway.admin.provider;

import dev.keyway.admin.change.Lifecycle;
import dev.keyway.admin.change.StoredResource;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Resources of one kind that belong to a provider each. */
@Transactional
public abstract class ProviderResources<E extends ProviderResource<S, V>, S, V extends Versioned> {

    private final String kind;
    private final ProviderResourceRepository<E> rows;
    private final Providers providers;
    private final Lifecycle<S, V> lifecycle;

    /** @param kind what a message calls one of them */
    ProviderResources(String kind, ProviderResourceRepository<E> rows, Providers providers, Lifecycle<S, V> lifecycle) {
        this.kind = kind;
        this.rows = rows;
        this.providers = providers;
        this.lifecycle = lifecycle;
    }

    /** @param search a part of the name */
    @Transactional(readOnly = true)
    public Page<V> page(UUID provider, PageRequest page, String search) {
        ProviderView known = providers.get(provider);
        return Page.of(
                rows.page(known.id(), page.before(), Search.containing(search), Limit.of(page.fetch())),
                page,
                StoredResource::id,
                ProviderResource::view);
    }

    /** @throws ProblemException if the provider has no such resource */
    @Transactional(readOnly = true)
    public V get(UUID provider, UUID id) {
        return row(provider, id).view();
    }

    /** Those of every provider. */
    @Transactional(readOnly = true)
    public List<V> all() {
        return rows.all().stream().map(ProviderResource::view).toList();
    }

    /** The names of those of a provider. */
    @Transactional(readOnly = true)
    public List<String> names(UUID provider) {
        return rows.names(provider);
    }

    /** The one with this name. */
    @Transactional(readOnly = true)
    public Optional<V> find(UUID provider, String name) {
        return rows.findByName(provider, name).map(ProviderResource::view);
    }

    public V create(UUID provider, S settings) {
        UUID held = providers.hold(provider).id();
        return lifecycle.create((id, now) -> rows.save(row(id, held, settings, now))::view);
    }

    public V change(UUID provider, UUID id, IfMatch version, JsonNode patch) {
        E row = row(provider, id);
        return lifecycle.change(row::view, row.settings(), version, patch, row::change);
    }

    /** @throws ProblemException if it is in use */
    public void delete(UUID provider, UUID id) {
        E row = row(provider, id);
        lifecycle.delete(row.view(), row::delete, () -> requireUnused(id));
    }

    abstract E row(UUID id, UUID provider, S settings, Instant now);

    void requireUnused(UUID id) {}

    final ProblemException notFound() {
        return ProblemException.notFound(kind);
    }

    private E row(UUID provider, UUID id) {
        return rows.find(provider, id).orElseThrow(this::notFound);
    }
}
