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
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The accounts at providers: keys of one share its quotas and cooldowns. */
@Service
@Transactional
public class Accounts {

    private final AccountRows accounts;
    private final Providers providers;
    private final Changes changes;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Accounts(AccountRows accounts, Providers providers, Changes changes, MergePatch patches, Ids ids, Clock clock) {
        this.accounts = accounts;
        this.providers = providers;
        this.changes = changes;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<AccountView> page(UUID provider, PageRequest page) {
        ProviderView known = providers.get(provider);
        return Page.of(
                accounts.page(known.id(), page.before(), Limit.of(page.fetch())), page, Account::id, Account::view);
    }

    /** @throws ProblemException if the provider has no such account */
    @Transactional(readOnly = true)
    public AccountView get(UUID provider, UUID id) {
        return find(provider, id).view();
    }

    /** Those of every provider. */
    @Transactional(readOnly = true)
    public List<AccountView> all() {
        return accounts.all().stream().map(Account::view).toList();
    }

    /** The account of this name, in whichever case. */
    @Transactional(readOnly = true)
    public Optional<AccountView> find(UUID provider, String name) {
        return accounts.findByName(provider, name).map(Account::view);
    }

    public AccountView create(UUID provider, AccountSettings settings) {
        ProviderView held = providers.hold(provider);
        Account account = new Account(ids.next(), held.id(), settings, clock.instant());
        accounts.save(account);
        changes.flush();
        changes.record(Change.created(Subject.PROVIDER_ACCOUNT, account.id(), Scope.INSTALLATION, account.view()));
        return account.view();
    }

    public AccountView change(UUID provider, UUID id, IfMatch version, JsonNode patch) {
        Account account = find(provider, id);
        version.require(account.version());
        AccountView before = account.view();
        AccountSettings settings = patches.apply(account.settings(), patch, AccountSettings.class, before);
        if (settings.equals(account.settings())) {
            return before;
        }
        account.change(settings, clock.instant());
        changes.flush();
        changes.record(Change.updated(Subject.PROVIDER_ACCOUNT, id, Scope.INSTALLATION, before, account.view()));
        return account.view();
    }

    /** Deletes one that has no keys. */
    public void delete(UUID provider, UUID id) {
        Account account = find(provider, id);
        Change deletion = Change.deleted(Subject.PROVIDER_ACCOUNT, id, Scope.INSTALLATION, account.view());
        changes.requireVersion(deletion);
        account.delete(clock.instant());
        changes.flush();
        if (accounts.keys(id) > 0) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The account has keys: delete them first.");
        }
        changes.record(deletion);
    }

    private Account find(UUID provider, UUID id) {
        return accounts.find(provider, id).orElseThrow(() -> ProblemException.notFound("account"));
    }
}
