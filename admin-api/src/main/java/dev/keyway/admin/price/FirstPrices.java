package dev.keyway.admin.price;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** At the very first start brings the known providers, with their models and list prices. */
@Component
@Order(0)
@EnableConfigurationProperties(CatalogueSettings.class)
class FirstPrices implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstPrices.class);

    private final Providers providers;
    private final ListPrices listPrices;
    private final CurrentCaller current;
    private final CatalogueSettings settings;
    private final TransactionTemplate transactions;

    FirstPrices(
            Providers providers,
            ListPrices listPrices,
            CurrentCaller current,
            CatalogueSettings settings,
            PlatformTransactionManager transactions) {
        this.providers = providers;
        this.listPrices = listPrices;
        this.current = current;
        this.settings = settings;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        switch (settings.load()) {
            case NEVER -> {}
            case FIRST_START ->
                current.asSystem(() -> {
                    transactions.executeWithoutResult(status -> load());
                    return true;
                });
        }
    }

    private void load() {
        List<ProviderView> made = providers.makeKnown();
        int models = made.stream()
                .mapToInt(provider -> listPrices.load(provider.id()).models())
                .sum();
        if (!made.isEmpty()) {
            LOG.info("Imported {} known providers with {} models and their list prices", made.size(), models);
        }
    }
}
