package dev.keyway.admin.gateway;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.contract.Secret;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes the credential of the group from the settings at startup. The audit has each change of it. */
@Component
@EnableConfigurationProperties(GroupSettings.class)
class GroupAtStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(GroupAtStart.class);

    private final GroupSettings settings;
    private final GatewayGroup group;
    private final CurrentCaller current;
    private final Changes changes;
    private final Ids ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    GroupAtStart(
            GroupSettings settings,
            GatewayGroup group,
            CurrentCaller current,
            Changes changes,
            Ids ids,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.group = group;
        this.current = current;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * What the audit shows.
     *
     * @param previousUntil until when the credential before is valid
     */
    private record Audited(boolean credential, @Nullable Instant previousUntil) {}

    @Override
    public void run(ApplicationArguments arguments) {
        current.asSystem(() -> {
            transactions.executeWithoutResult(status -> settings.secret().ifPresentOrElse(this::set, this::end));
            return null;
        });
    }

    private void set(Secret credential) {
        boolean isNew = group.lock().isEmpty() && group.create(ids.next());
        GatewayGroup.State before = group.lock().orElseThrow();
        if (before.hasCredential(credential)) {
            return;
        }
        if (before.credential() != null && before.hadCredential(credential, clock.instant())) {
            LOG.warn(
                    "KEYWAY_GATEWAY_GROUP_CREDENTIAL is the one before: another replica has replaced it. Start this one with the new one");
            return;
        }
        group.rotate(credential);
        record(isNew ? "created" : "rotated", before, group.lock().orElseThrow());
    }

    private void end() {
        group.lock().filter(state -> state.credential() != null).ifPresent(before -> {
            group.end();
            record("deleted", before, group.lock().orElseThrow());
        });
    }

    private void record(String action, GatewayGroup.State before, GatewayGroup.State after) {
        changes.record(new Change(
                action, Subject.GATEWAY_GROUP, before.id(), Scope.INSTALLATION, audited(before), audited(after)));
    }

    private static Audited audited(GatewayGroup.State state) {
        return new Audited(state.credential() != null, state.previousUntil());
    }
}
