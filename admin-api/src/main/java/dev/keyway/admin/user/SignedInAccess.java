package dev.keyway.admin.user;

import dev.keyway.admin.caller.Credential;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All by which a person is signed in: sessions of browsers, access tokens, and browsers that are known for them. */
@Service
@Transactional
public class SignedInAccess {

    private final JdbcClient jdbc;
    private final Changes changes;
    private final Clock clock;

    SignedInAccess(JdbcClient jdbc, Changes changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
    }

    /** Whether a session or an access token has not been ended. */
    @Transactional(readOnly = true)
    boolean isThere(Credential credential) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM session WHERE id = ?)
                            OR EXISTS (SELECT FROM access_token WHERE id = ? AND revoked_at IS NULL)""")
                .params(credential.id(), credential.id())
                .query(Boolean.class)
                .single();
    }

    /** Ends all of it, for good. */
    public void endAll(UUID user) {
        int sessions =
                jdbc.sql("DELETE FROM session WHERE user_id = ?").param(user).update();
        int revoked = jdbc.sql("UPDATE access_token SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL")
                .params(Timestamp.from(clock.instant()), user)
                .update();
        jdbc.sql("DELETE FROM known_browser WHERE user_id = ?").param(user).update();
        if (sessions + revoked > 0) {
            changes.record(new Change(
                    "access_ended",
                    Subject.USER,
                    user,
                    Scope.INSTALLATION,
                    null,
                    Map.of("sessions", sessions, "accessTokens", revoked)));
        }
    }
}
