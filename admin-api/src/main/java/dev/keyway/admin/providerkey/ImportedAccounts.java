package dev.keyway.admin.providerkey;

import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.bulk.NamesThere;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.AccountSettings;
import dev.keyway.admin.provider.AccountView;
import dev.keyway.admin.provider.Accounts;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The accounts that the lines of an import name, within one transaction. */
final class ImportedAccounts {

    private final Accounts accounts;
    private final UUID provider;
    private final boolean createMissing;
    private final Validator validator;
    private final NamesThere<AccountView> names;
    private final List<ImportReport.Made> made = new ArrayList<>();

    ImportedAccounts(Accounts accounts, UUID provider, boolean createMissing, Validator validator) {
        this.accounts = accounts;
        this.provider = provider;
        this.createMissing = createMissing;
        this.validator = validator;
        this.names = new NamesThere<>(
                name -> accounts.find(provider, name),
                () -> accounts.names(provider),
                name -> name.toLowerCase(Locale.ROOT));
    }

    /** @throws ProblemException if the provider has no such account, and missing ones are not to be created or cannot have this name */
    UUID id(String name, int line) {
        return names.find(name).orElseGet(() -> make(name, line)).id();
    }

    /** What was created, in the order of the lines. */
    List<ImportReport.Made> made() {
        return made;
    }

    private AccountView make(String name, int line) {
        if (!createMissing) {
            throw ProblemException.invalid(
                    "account",
                    "'%s' is not an account of the provider%s"
                            .formatted(name, names.hint(name, "; create it first, or send createMissing=true")));
        }
        AccountSettings settings = new AccountSettings(name);
        validator.validate(settings).stream().findFirst().ifPresent(violation -> {
            throw ProblemException.invalid("account", violation.getMessage());
        });
        AccountView account = accounts.create(provider, settings);
        names.add(account.name(), account);
        made.add(new ImportReport.Made(Subject.PROVIDER_ACCOUNT.text(), account.name(), line));
        return account;
    }
}
