package dev.keyway.admin.provider;

import dev.keyway.admin.address.CallableUrls;
import dev.keyway.admin.change.Lifecycle;
import dev.keyway.admin.change.Lifecycles;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.Warning;
import dev.keyway.admin.problem.WarningCode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The providers that gateways call. */
@Service
@Transactional
public class Providers {

    private final ProviderRepository providers;
    private final Declarations declarations;
    private final CallableUrls urls;
    private final Lifecycle<ProviderSettings, ProviderView> lifecycle;

    Providers(ProviderRepository providers, Declarations declarations, CallableUrls urls, Lifecycles lifecycles) {
        this.providers = providers;
        this.declarations = declarations;
        this.urls = urls;
        this.lifecycle = lifecycles.of(Subject.PROVIDER, ProviderSettings.class);
    }

    @Transactional(readOnly = true)
    public Page<ProviderView> page(PageRequest page, String search) {
        return Page.of(
                providers.page(page.before(), Search.containing(search), Limit.of(page.fetch())),
                page,
                ProviderRow::id,
                ProviderRow::view);
    }

    /** @throws ProblemException if there is none */
    @Transactional(readOnly = true)
    public ProviderView get(UUID id) {
        return find(id).view();
    }

    /**
     * The provider, locked against changes until the transaction ends, so that its base URL stays the one that was read.
     *
     * @throws ProblemException if there is none
     */
    public ProviderView hold(UUID id) {
        return providers
                .hold(id)
                .orElseThrow(() -> ProblemException.notFound("provider"))
                .view();
    }

    /** The provider with this slug. */
    @Transactional(readOnly = true)
    public Optional<ProviderView> find(String slug) {
        return providers.findBySlug(slug).map(ProviderRow::view);
    }

    /** Every one. */
    @Transactional(readOnly = true)
    public List<ProviderView> all() {
        return providers.all().stream().map(ProviderRow::view).toList();
    }

    /** Makes those that are known by name and address, where there was never a provider. */
    public List<ProviderView> makeKnown() {
        int unused = providers.waitForOthersAtFirstStart();
        if (providers.countAll() > 0) {
            return List.of();
        }
        return declarations.withAddress().stream()
                .map(known -> add(
                        known.id(),
                        known.id(),
                        usual(known.id(), known.baseUrl().toString())))
                .toList();
    }

    ProviderView create(NewProvider request) {
        String declaration = declarations.require(request.slug(), request.declaration());
        ProviderSettings settings = new ProviderSettings(
                request.name() == null ? request.slug() : request.name(),
                declarations.baseUrl(declaration, request.baseUrl()),
                request.strategy() == null ? Strategy.BALANCED : request.strategy(),
                request.maxInFlight(),
                null,
                null,
                List.of(),
                false);
        return create(request.slug(), declaration, settings);
    }

    /**
     * Makes one with all its settings.
     *
     * @param declaration which known provider it speaks like; null: the one named by the slug, or OpenAI's API
     * @throws ProblemException if it speaks like none that is known, or nobody may be called at its address
     */
    public ProviderView create(String slug, @Nullable String declaration, ProviderSettings settings) {
        return add(
                slug,
                declarations.require(slug, declaration),
                settings.at(urls.require("baseUrl", settings.baseUrl())));
    }

    private static ProviderSettings usual(String name, String baseUrl) {
        return new ProviderSettings(name, baseUrl, Strategy.BALANCED, null, null, null, List.of(), false);
    }

    private ProviderView add(String slug, String declaration, ProviderSettings settings) {
        return lifecycle.create(
                (id, now) -> providers.save(new ProviderRow(id, slug, declaration, settings, now))::view);
    }

    public ProviderView change(UUID id, IfMatch version, JsonNode patch) {
        ProviderRow provider = find(id);
        ProviderView before = provider.view();
        ProviderView after = lifecycle.change(
                provider::view,
                provider.settings(),
                version,
                patch,
                (settings, now) -> provider.change(callable(settings, before.baseUrl()), now));
        return after.with(warnings(before, after));
    }

    private ProviderSettings callable(ProviderSettings settings, String before) {
        return settings.baseUrl().equals(before) ? settings : settings.at(urls.require("baseUrl", settings.baseUrl()));
    }

    /** What the changes since it was as shown here made unusable. */
    @Transactional(readOnly = true)
    public List<Warning> warningsSince(ProviderView before) {
        return warnings(before, get(before.id()));
    }

    private List<Warning> warnings(ProviderView before, ProviderView moved) {
        if (before.origin().equals(moved.origin())) {
            return List.of();
        }
        long unusable = providers.unusableKeys(moved.id(), moved.origin().text());
        return unusable == 0
                ? List.of()
                : List.of(new Warning(
                        WarningCode.KEYS_UNUSABLE,
                        "baseUrl",
                        "%d of its keys are unusable until they are entered or imported again: they are bound to another address."
                                .formatted(unusable)));
    }

    /** Deletes one that has no keys; its row stays for usage and audit, which name it. */
    public void delete(UUID id) {
        ProviderRow provider = find(id);
        lifecycle.delete(provider.view(), provider::delete, () -> requireUnused(id));
    }

    private void requireUnused(UUID id) {
        if (providers.keys(id) > 0) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The provider has keys: delete them first.");
        }
        if (providers.aliases(id) > 0) {
            throw ProblemException.of(ErrorCode.CONFLICT, "Aliases lead to the provider: change them first.");
        }
    }

    private ProviderRow find(UUID id) {
        return providers.find(id).orElseThrow(() -> ProblemException.notFound("provider"));
    }
}
