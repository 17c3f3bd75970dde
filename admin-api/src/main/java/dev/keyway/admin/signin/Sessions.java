package dev.keyway.admin.signin;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.Credential;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.user.Users;
import dev.keyway.contract.Secret;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    private final Changes changes;
    private final CurrentCaller current;
    private final Tokens tokens;
    private final Ids ids;
    private final Clock clock;

    Sessions(
            JdbcClient jdbc, Users users, Changes changes, CurrentCaller current, Tokens tokens, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.changes = changes;
        this.current = current;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    /** Begins a session; the result goes into the cookie and is stored nowhere. */
    Secret begin(UUID user, String address, String userAgent) {
        Secret cookie = tokens.make(TokenKind.SESSION);
        Instant now = clock.instant();
        jdbc.sql("""
                        INSERT INTO session (id, digest, user_id, created_at, seen_at, expires_at, address, user_agent)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        ids.next(),
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
                        "SELECT id, user_id, seen_at FROM session WHERE digest = ? AND expires_at > ? AND seen_at > ?")
                .params(cookie.digest(), Timestamp.from(now), Timestamp.from(now.minus(IDLE)))
                .query((found, n) -> new Row(
                        found.getObject(1, UUID.class),
                        found.getObject(2, UUID.class),
                        found.getTimestamp(3).toInstant()))
                .optional();
        if (row.filter(found -> found.seenAt().isBefore(now.minus(SEEN_TO))).isPresent()) {
            jdbc.sql("UPDATE session SET seen_at = ? WHERE digest = ?")
                    .params(Timestamp.from(now), cookie.digest())
                    .update();
        }
        return row.flatMap(found ->
                users.caller(found.user()).map(caller -> caller.with(new Credential(found.id(), null))));
    }

    /** Ends the sessions of a person but for the one of this cookie. */
    void endOthers(UUID user, Secret cookie) {
        jdbc.sql("DELETE FROM session WHERE user_id = ? AND digest <> ?")
                .params(user, cookie.digest())
                .update();
    }

    /** Those in which a person is signed in. */
    @Transactional(readOnly = true)
    public Page<SessionView> of(UUID user, PageRequest page) {
        Instant now = clock.instant();
        List<SessionView> rows = jdbc.sql("""
                        SELECT id, address, user_agent, created_at, seen_at, expires_at FROM session
                        WHERE user_id = ? AND id < ? AND expires_at > ? AND seen_at > ? ORDER BY id DESC LIMIT ?""")
                .params(user, page.before(), Timestamp.from(now), Timestamp.from(now.minus(IDLE)), page.fetch())
                .query((row, n) -> new SessionView(
                        row.getObject("id", UUID.class),
                        row.getString("address"),
                        row.getString("user_agent"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("seen_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant()))
                .list();
        return Page.of(rows, page, SessionView::id, session -> session);
    }

    /** Ends all of a person's. */
    void endAll(UUID user) {
        int ended =
                jdbc.sql("DELETE FROM session WHERE user_id = ?").param(user).update();
        changes.record(
                new Change("sessions_ended", Subject.USER, user, Scope.INSTALLATION, null, Map.of("sessions", ended)));
    }

    /** Ends one of a person's. */
    void end(UUID user, UUID id) {
        int ended = jdbc.sql("DELETE FROM session WHERE user_id = ? AND id = ?")
                .params(user, id)
                .update();
        if (ended == 0) {
            throw ProblemException.notFound("session");
        }
        changes.record(new Change("ended", Subject.SESSION, id, Scope.INSTALLATION, Map.of("userId", user), null));
    }

    /** Signs out. */
    void end(Secret cookie) {
        Optional<UUID> user = jdbc.sql("DELETE FROM session WHERE digest = ? RETURNING user_id")
                .param(cookie.digest())
                .query(UUID.class)
                .optional();
        user.filter(signedIn -> signedIn.equals(current.get().id()))
                .ifPresent(signedIn -> changes.record(
                        new Change("signed_out", Subject.SESSION, signedIn, Scope.INSTALLATION, null, Map.of())));
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void forgetExpired() {
        jdbc.sql("DELETE FROM session WHERE expires_at < ?")
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    private record Row(UUID id, UUID user, Instant seenAt) {}
}
