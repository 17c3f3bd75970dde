package dev.keyway.admin.providerkey;

import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.policy.ModelNames;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.AccountSettings;
import dev.keyway.admin.provider.AccountView;
import dev.keyway.admin.provider.Accounts;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The keys of providers. They come in, are sealed, and never come out again but to gateways. */
@Service
@Transactional
public class ProviderKeys {

    private final KeyQueries rows;
    private final KeyStateQueries states;
    private final Providers providers;
    private final Accounts accounts;
    private final Seal seal;
    private final Fingerprints fingerprints;
    private final Changes changes;
    private final ModelNames names;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    ProviderKeys(
            KeyQueries rows,
            KeyStateQueries states,
            Providers providers,
            Accounts accounts,
            Seal seal,
            Fingerprints fingerprints,
            Changes changes,
            ModelNames names,
            MergePatch patches,
            Ids ids,
            Clock clock) {
        this.rows = rows;
        this.states = states;
        this.providers = providers;
        this.accounts = accounts;
        this.seal = seal;
        this.fingerprints = fingerprints;
        this.changes = changes;
        this.names = names;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param search a part of the name, exactly the last 4 characters, or a whole key */
    @Transactional(readOnly = true)
    public Page<KeyView> page(UUID provider, PageRequest page, String search) {
        ProviderView known = providers.get(provider);
        Filter filter = Filter.where("provider_id = ? AND deleted_at IS NULL", known.id())
                .and("id < ?", page.before());
        if (!search.isBlank()) {
            filter.and(
                    "(lower(name) LIKE ? ESCAPE '!' OR last4 = ? OR fingerprint = ?)",
                    Arrays.asList(
                            Search.containing(search),
                            Search.ending(search),
                            fingerprints.of(search.strip(), rows.installation())));
        }
        return Page.of(rows.page(known, filter, page.fetch()), page, KeyView::id, key -> key);
    }

    /** @throws ProblemException if the provider has no such key */
    @Transactional(readOnly = true)
    public KeyView get(UUID provider, UUID id) {
        return find(providers.get(provider), id);
    }

    /** Those of these keys that are there, with their states at the gateways, newest first. */
    @Transactional(readOnly = true)
    public List<KeyView> all(UUID provider, Collection<UUID> ids) {
        Filter these = Filter.where("provider_id = ? AND deleted_at IS NULL", provider)
                .and("id = ANY (?)", ids.toArray(UUID[]::new));
        return states.shownWith(rows.page(providers.get(provider), these, ids.size()));
    }

    KeyView create(UUID provider, NewKey request) {
        ProviderView held = providers.hold(provider);
        if (request.accountId() != null) {
            requireAccount(held, request.accountId());
        }
        Added added = add(held, request, rows.installation());
        if (added.outcome() == ImportReport.Outcome.DUPLICATE) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "The provider has this key already: " + added.key().id() + ".");
        }
        return added.key().with(names.known(), held.slug());
    }

    /** Whether the provider has any key. */
    @Transactional(readOnly = true)
    public boolean haveAny(UUID provider) {
        Filter all = Filter.where("provider_id = ? AND deleted_at IS NULL", provider);
        return !rows.page(providers.get(provider), all, 1).isEmpty();
    }

    /** Whether the provider has this key. */
    @Transactional(readOnly = true)
    public boolean has(UUID provider, String secret) {
        return rows.find(providers.get(provider), fingerprints.of(secret, rows.installation()))
                .isPresent();
    }

    /**
     * Takes a key over from the settings of a gateway, or enters one anew that is bound to another address.
     *
     * @param account name of its account, which is made if there is none; null for one of its own
     * @return whether it was not there
     * @throws ProblemException if it cannot be a key
     */
    public boolean takeOver(UUID provider, String secret, @Nullable String account, List<String> allowedModels) {
        if (!secret.matches(NewKey.SECRET)) {
            throw ProblemException.invalid("secret", NewKey.SECRET_MESSAGE);
        }
        ProviderView held = providers.hold(provider);
        UUID accountId = account == null
                ? null
                : accounts.find(provider, account)
                        .orElseGet(() -> accounts.create(provider, new AccountSettings(account)))
                        .id();
        NewKey request = new NewKey(null, secret, null, accountId, null, null, null, allowedModels);
        return add(held, request, rows.installation()).outcome() == ImportReport.Outcome.CREATED;
    }

    /**
     * Adds one, of a provider that is held, or binds one that is there to the provider's present address.
     *
     * @return what is there now, and what became of the request
     */
    Added add(ProviderView held, NewKey request, UUID installation) {
        UUID id = ids.next();
        Material material = material(held, id, entered(request), installation);
        Optional<KeyView> added = rows.add(id, held, request.settings(), material, clock.instant());
        if (added.isPresent()) {
            changes.record(Change.created(Subject.PROVIDER_KEY, id, Scope.INSTALLATION, added.get()));
            return new Added(added.get(), ImportReport.Outcome.CREATED);
        }
        KeyView there = rows.find(held, material.fingerprint()).orElseThrow();
        return there.usable() || request.secret() == null
                ? new Added(there, ImportReport.Outcome.DUPLICATE)
                : new Added(enter(held, there, entered(request), installation), ImportReport.Outcome.REBOUND);
    }

    /** A key, and whether it was made. */
    record Added(KeyView key, ImportReport.Outcome outcome) {}

    KeyView change(UUID provider, UUID id, IfMatch version, JsonNode patch) {
        ProviderView known = providers.get(provider);
        KeyView before = find(known, id);
        version.require(before.version());
        KeySettings settings = patches.apply(before.settings(), patch, KeySettings.class, before);
        if (settings.equals(before.settings())) {
            return before;
        }
        if (settings.accountId() != null) {
            requireAccount(known, settings.accountId());
        }
        rows.change(before, settings, clock.instant());
        KeyView after = find(known, id);
        changes.record(Change.updated(Subject.PROVIDER_KEY, id, Scope.INSTALLATION, before, after));
        return after.with(names.known(), known.slug());
    }

    /** Enters it anew, for the provider's address as it is now. */
    KeyView setSecret(UUID provider, UUID id, IfMatch version, KeySecret request) {
        ProviderView held = providers.hold(provider);
        KeyView before = find(held, id);
        version.require(before.version());
        return enter(held, before, request, rows.installation());
    }

    private KeyView enter(ProviderView held, KeyView before, KeySecret request, UUID installation) {
        UUID id = before.id();
        Material material = material(held, id, request, installation);
        rows.replace(before, held.origin(), material, clock.instant());
        KeyView after = find(held, id);
        changes.record(new Change("secret_set", Subject.PROVIDER_KEY, id, Scope.INSTALLATION, before, after));
        return after;
    }

    void delete(UUID provider, UUID id) {
        KeyView before = find(providers.get(provider), id);
        rows.delete(before, clock.instant());
        changes.record(Change.deleted(Subject.PROVIDER_KEY, id, Scope.INSTALLATION, before));
    }

    private static KeySecret entered(NewKey request) {
        return new KeySecret(request.secret(), request.reference());
    }

    private Material material(ProviderView held, UUID id, KeySecret request, UUID installation) {
        if ((request.secret() == null) == (request.reference() == null)) {
            throw ProblemException.invalid("secret", "or reference must be given, and not both");
        }
        return request.secret() == null
                ? Material.reference(fingerprints, String.valueOf(request.reference()), installation)
                : Material.sealed(seal, fingerprints, request.secret(), binding(held, id, installation));
    }

    private static Binding binding(ProviderView provider, UUID id, UUID installation) {
        return new Binding(installation, id, provider.id(), provider.origin());
    }

    private void requireAccount(ProviderView provider, UUID account) {
        try {
            AccountView unused = accounts.get(provider.id(), account);
        } catch (ProblemException missing) {
            throw ProblemException.invalid("accountId", "must be an account of the provider");
        }
    }

    private KeyView find(ProviderView provider, UUID id) {
        return rows.find(provider, id).orElseThrow(() -> ProblemException.notFound("provider key"));
    }
}
