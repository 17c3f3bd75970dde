package dev.keyway.admin.config;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import jakarta.persistence.EntityManager;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The configuration as a whole: shown at one moment, and brought to be as a file says, all of it or nothing. */
@Service
class Configurations {

    private final State.Source source;
    private final ProviderApplier providers;
    private final AliasApplier aliases;
    private final TenantApplier tenants;
    private final ChannelApplier channels;
    private final FileWarnings warnings;
    private final ConfigurationTree trees;
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final TransactionTemplate changing;
    private final TransactionTemplate reading;

    Configurations(
            State.Source source,
            ProviderApplier providers,
            AliasApplier aliases,
            TenantApplier tenants,
            ChannelApplier channels,
            FileWarnings warnings,
            ConfigurationTree trees,
            EntityManager entities,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.source = source;
        this.providers = providers;
        this.aliases = aliases;
        this.tenants = tenants;
        this.channels = channels;
        this.warnings = warnings;
        this.trees = trees;
        this.entities = entities;
        this.jdbc = jdbc;
        this.changing = new TransactionTemplate(transactions);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.reading.setReadOnly(true);
    }

    /** @param etag says the same of configurations that say the same */
    record Tagged<T>(T body, String etag) {}

    /**
     * What is asked of a file.
     *
     * @param dryRun whether only to report what it would change
     * @param prune whether to delete what its lists do not name
     * @param ifMatch the configuration that it was made from; null: whichever
     */
    record Wanted(
            Configuration file,
            boolean dryRun,
            boolean prune,
            @Nullable String ifMatch) {}

    Tagged<Configuration> read() {
        Configuration all = Objects.requireNonNull(reading.execute(status -> Export.of(source.read())));
        return new Tagged<>(all, trees.etag(all));
    }

    /**
     * Brings what is there to be as the file says. A dry run does the same and takes it all back, so that it finds what the run would.
     *
     * @throws ProblemException naming every place that is refused, or if the configuration has moved on
     */
    Tagged<ConfigurationPlan> apply(Wanted wanted) {
        try {
            return Objects.requireNonNull(changing.execute(status -> {
                if (wanted.dryRun()) {
                    status.setRollbackOnly();
                }
                return applyInTransaction(wanted);
            }));
        } catch (ApplyEnded ended) {
            throw ended.problem();
        }
    }

    private Tagged<ConfigurationPlan> applyInTransaction(Wanted wanted) {
        waitForOthers();
        planAnew();
        State state = source.read();
        String before = trees.etag(Export.of(state));
        if (wanted.ifMatch() != null && !wanted.ifMatch().equals(before)) {
            throw ProblemException.of(
                    ErrorCode.VERSION_CHANGED, "The configuration changed since it was read: read it again.");
        }
        entities.clear();
        ApplyPlan plan = new ApplyPlan(wanted.prune(), trees, entities);
        Configuration file = wanted.file();
        providers.apply(plan, file.providers(), state);
        aliases.apply(plan, file.aliases(), state);
        providers.prune(plan, file.providers(), state);
        tenants.apply(plan, file.tenants(), state);
        channels.apply(plan, Place.ROOT, Scope.INSTALLATION, file.alertChannels(), state);
        plan.faults().throwIfAny();
        entities.flush();
        warnings.find(plan, file);
        ConfigurationPlan result = plan.result(!wanted.dryRun());
        boolean moved = result.applied() && !result.isEmpty();
        return new Tagged<>(result, moved ? trees.etag(Export.of(source.read())) : before);
    }

    /**
     * A plan from when the tables were small reads all of a table for each entry of a file, and remains while the transaction fills
     * them: the database learns only after it how large they are.
     */
    private void planAnew() {
        jdbc.sql("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query()
                .singleRow();
    }

    /** Of several files each is compared with what the one before it left. */
    private void waitForOthers() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('keyway.configuration'))")
                .query()
                .singleRow();
    }
}
