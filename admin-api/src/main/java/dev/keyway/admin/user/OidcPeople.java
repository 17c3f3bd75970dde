package dev.keyway.admin.user;

import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.naming.Names;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** People whom an OpenID Connect provider vouches for. They are known by issuer and subject, never by a name alone. */
@Service
@Transactional
public class OidcPeople {

    private final JdbcClient jdbc;
    private final Users users;
    private final RoleGrants grants;
    private final Changes changes;
    private final Ids ids;
    private final Clock clock;

    OidcPeople(JdbcClient jdbc, Users users, RoleGrants grants, Changes changes, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.grants = grants;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Person as the provider describes them.
     *
     * @param login what they would like to be called here
     */
    public record Person(String issuer, String subject, String login, String name) {}

    /**
     * Gives the person the roles that follow from their claims, and takes those that no longer do. Runs as the service itself.
     *
     * @return who they are here; empty if they hold no role, or the account is disabled
     */
    public Optional<UUID> follow(Person person, Set<Grant> given) {
        Optional<UUID> known = find(person);
        if (known.isEmpty() && given.isEmpty()) {
            return Optional.empty();
        }
        UUID user = known.orElseGet(() -> make(person));
        grants.follow(user, given);
        return users.caller(user).filter(caller -> !caller.grants().isEmpty()).map(caller -> user);
    }

    private Optional<UUID> find(Person person) {
        return jdbc.sql("SELECT id FROM user_account WHERE oidc_issuer = ? AND oidc_subject = ? AND deleted_at IS NULL")
                .params(person.issuer(), person.subject())
                .query(UUID.class)
                .optional();
    }

    /** A login that somebody else has is not theirs: their own then contains the subject too. */
    private UUID make(Person person) {
        UUID id = ids.next();
        String wanted = Names.isLogin(person.login()) ? person.login() : Names.plain(person.subject());
        String login =
                users.find(wanted).isEmpty() ? wanted : "%s (%s)".formatted(wanted, Names.plain(person.subject()));
        int unused = jdbc.sql("""
                        INSERT INTO user_account (id, login, name, oidc_issuer, oidc_subject, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        login.substring(0, Math.min(login.length(), 200)),
                        Names.plain(person.name()),
                        person.issuer(),
                        person.subject(),
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant()))
                .update();
        changes.record(Change.created(Subject.USER, id, Scope.INSTALLATION, users.get(id)));
        return id;
    }
}
