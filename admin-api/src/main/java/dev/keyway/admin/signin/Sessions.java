package dev.keyway.admin.signin;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.user.Users;
import dev.keyway.contract.Secret;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Browsers that are signed in: for 12 hours at most, and not beyond 1 hour without a call. */
@Service
@Transactional
public class Sessions {

    public static final Duration LONGEST = Duration.ofHours(12);
    static final Duration IDLE = Duration.ofHours(1);
    private static final Duration SEEN_TO = Duration.ofMinutes(1);
    private static final int MAX_USER_AGENT = 400;

    private final JdbcClient jdbc;
    private final Users users;
    private final Tokens tokens;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Users users, Tokens tokens, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Begins a session; what is answered goes into the cookie and is kept nowhere. */
    Secret begin(UUID user, String address, String userAgent) {
        Secret cookie = tokens.make(TokenKind.SESSION);
        Instant now = clock.instant();
        jdbc.sql("""
            INSERT INTO session (digest, user_id, created_at, seen_at, expires_at, address, user_agent)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """)
                .params(Arrays.asList(
                        cookie.digest(),
                        user,
                        Timestamp.from(now),
                        Timestamp.from(now),
                        Timestamp.from(now.plus(LONGEST)),
                        address,
                        userAgent.substring(0, Math.min(userAgent.length(), MAX_USER_AGENT))))
                .update();
        return cookie;
    }

    /** Who is signed in; empty if the session has ended. Runs as the service itself. */
    Optional<Caller> caller(Secret cookie) {
        Instant now = clock.instant();
        Optional<Row> row = jdbc.sql(
                        "SELECT user_id, seen_at FROM session WHERE digest = ? AND expires_at > ? AND seen_at > ?")
                .params(cookie.digest(), Timestamp.from(now), Timestamp.from(now.minus(IDLE)))
                .query((found, n) -> new Row(
                        found.getObject(1, UUID.class), found.getTimestamp(2).toInstant()))
                .optional();
        if (row.filter(found -> found.seenAt().isBefore(now.minus(SEEN_TO))).isPresent()) {
            jdbc.sql("UPDATE session SET seen_at = ? WHERE digest = ?")
                    .params(Timestamp.from(now), cookie.digest())
                    .update();
        }
        return row.flatMap(found -> users.caller(found.user()));
    }

    /** Ends all sessions of a person. */
    void endAll(UUID user) {
        jdbc.sql("DELETE FROM session WHERE user_id = ?").param(user).update();
    }

    /** Ends the sessions of a person but for the one of this cookie. */
    void endOthers(UUID user, Secret cookie) {
        jdbc.sql("DELETE FROM session WHERE user_id = ? AND digest <> ?")
                .params(user, cookie.digest())
                .update();
    }

    void end(Secret cookie) {
        jdbc.sql("DELETE FROM session WHERE digest = ?").param(cookie.digest()).update();
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void forgetExpired() {
        jdbc.sql("DELETE FROM session WHERE expires_at < ?")
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    private record Row(UUID user, Instant seenAt) {}
}
