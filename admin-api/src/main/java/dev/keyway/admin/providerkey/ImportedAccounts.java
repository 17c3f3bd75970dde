package dev.keyway.admin.providerkey;

import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.AccountSettings;
import dev.keyway.admin.provider.AccountView;
import dev.keyway.admin.provider.Accounts;
import dev.keyway.catalogue.name.NearName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The accounts that the lines of an import name, within one transaction. */
final class ImportedAccounts {

    private final Accounts accounts;
    private final UUID provider;
    private final boolean createMissing;
    private final Map<String, UUID> known = new HashMap<>();
    private final List<ImportReport.Made> made = new ArrayList<>();

    ImportedAccounts(Accounts accounts, UUID provider, boolean createMissing) {
        this.accounts = accounts;
        this.provider = provider;
        this.createMissing = createMissing;
    }

    /** @throws ProblemException if the provider has no such account, and missing ones are not to be created */
    UUID id(String name, int line) {
        String key = name.toLowerCase(Locale.ROOT);
        UUID found = known.get(key);
        if (found == null) {
            found = accounts.find(provider, name)
                    .orElseGet(() -> make(name, line))
                    .id();
            known.put(key, found);
        }
        return found;
    }

    /** What was created, in the order of the lines. */
    List<ImportReport.Made> made() {
        return made;
    }

    private AccountView make(String name, int line) {
        if (!createMissing) {
            throw ProblemException.invalid(
                    "account", "'%s' is not an account of the provider%s".formatted(name, hint(name)));
        }
        AccountView account = accounts.create(provider, new AccountSettings(name));
        made.add(new ImportReport.Made(Subject.PROVIDER_ACCOUNT.text(), account.name(), line));
        return account;
    }

    private String hint(String name) {
        return NearName.of(
                        name,
                        accounts.all().stream()
                                .filter(account -> account.providerId().equals(provider))
                                .map(AccountView::name))
                .map(near -> " (did you mean '%s'?)".formatted(near))
                .orElse("; create it first, or send createMissing=true");
    }
}
