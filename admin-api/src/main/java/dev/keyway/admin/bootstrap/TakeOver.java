package dev.keyway.admin.bootstrap;

import dev.keyway.admin.database.Installation;
import dev.keyway.admin.gateway.Gateways;
import dev.keyway.contract.Secret;
import dev.keyway.contract.bootstrap.Bootstrap;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.contract.bootstrap.Bootstrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Does what a request asks for, in one transaction. */
@Component
class TakeOver {

    private final ProviderTakeOver providers;
    private final TokenTakeOver tokens;
    private final Gateways gateways;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    TakeOver(
            ProviderTakeOver providers,
            TokenTakeOver tokens,
            Gateways gateways,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.providers = providers;
        this.tokens = tokens;
        this.gateways = gateways;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
    }

    Bootstrapped apply(Bootstrap request) {
        return transactions.execute(status -> inTransaction(request));
    }

    private Bootstrapped inTransaction(Bootstrap request) {
        UUID installation = Installation.id(jdbc);
        boolean sameInstallation = installation.equals(request.installation());
        List<Bootstrapped.Outcome> outcomes = new ArrayList<>();
        for (BootstrapProvider provider : request.providers()) {
            outcomes.addAll(providers.apply(provider, sameInstallation));
        }
        TokenTakeOver.Taken token = tokens.apply(request.token(), sameInstallation);
        outcomes.add(token.outcome());
        return new Bootstrapped(installation, credential(request), token.made(), outcomes);
    }

    private @Nullable String credential(Bootstrap request) {
        String held = request.credential();
        boolean valid = held != null && gateways.isValid(Secret.of(held));
        return valid ? null : gateways.make(request.gateway()).secret();
    }
}
