package dev.keyway.admin.demo;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.tenant.Tenants;
import dev.keyway.admin.token.IssuedToken;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the example company and its history once, if it is wanted, after the known providers have come; never beside a company that is
 * real.
 */
@Component
@Order(DemoSeed.AFTER_FIRST_PRICES)
@EnableConfigurationProperties(DemoSettings.class)
class DemoSeed implements ApplicationRunner {

    static final int AFTER_FIRST_PRICES = 1;

    private static final Logger LOG = LoggerFactory.getLogger(DemoSeed.class);

    /** The service itself, which may give here what an owner may. */
    private static final Caller INSTALLER = new Caller(
            CallerKind.SYSTEM,
            null,
            "keyway",
            Set.of(new Grant(Role.OWNER, Scope.INSTALLATION)),
            false,
            "",
            "KEYWAY_DEMO_SEED");

    private final ExampleCompany company;
    private final DemoHistory history;
    private final Tenants tenants;
    private final CurrentCaller current;
    private final DemoSettings settings;
    private final TransactionTemplate transactions;

    DemoSeed(
            ExampleCompany company,
            DemoHistory history,
            Tenants tenants,
            CurrentCaller current,
            DemoSettings settings,
            PlatformTransactionManager transactions) {
        this.company = company;
        this.history = history;
        this.tenants = tenants;
        this.current = current;
        this.settings = settings;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!settings.seed()) {
            return;
        }
        List<IssuedToken> issued = inTransaction(this::seed);
        if (issued.isEmpty()) {
            LOG.info("The example company is created only where there has never been a tenant; nothing is added here");
            return;
        }
        LOG.info("Made the example company '{}'", ExampleCompany.NAME);
        issued.forEach(token ->
                LOG.info("Its token '{}' is {} (shown this once)", token.token().name(), token.secret()));
        history.book(inTransaction(
                () -> history.callers(issued.stream().map(IssuedToken::token).toList())));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return current.as(INSTALLER, () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }

    private List<IssuedToken> seed() {
        return tenants.isFirst() ? company.make() : List.of();
    }
}
