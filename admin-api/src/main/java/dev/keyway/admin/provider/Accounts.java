package dev.keyway.admin.provider;

import dev.keyway.admin.change.Lifecycles;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** The accounts at providers: keys of one share its quotas and cooldowns. Their names are found in whichever case. */
@Service
public class Accounts extends ProviderResources<Account, AccountSettings, AccountView> {

    private final AccountRepository accounts;

    Accounts(AccountRepository accounts, Providers providers, Lifecycles lifecycles) {
        super("account", accounts, providers, lifecycles.of(Subject.PROVIDER_ACCOUNT, AccountSettings.class));
        this.accounts = accounts;
    }

    @Override
    Account row(UUID id, UUID provider, AccountSettings settings, Instant now) {
        return new Account(id, provider, settings, now);
    }

    @Override
    void requireUnused(UUID id) {
        if (accounts.keys(id) > 0) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The account has keys: delete them first.");
        }
    }
}
