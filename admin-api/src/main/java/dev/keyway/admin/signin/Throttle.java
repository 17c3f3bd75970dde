package dev.keyway.admin.signin;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.user.Users;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows down guessing, by login and by address: after 5 failures for a login (20 from an address) each further one doubles
 * the wait, from 1 s to 15 minutes. A day without failures forgets them.
 */
@Service
class Throttle {

    private static final int FREE_FOR_LOGIN = 5;
    private static final int FREE_FOR_ADDRESS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Users users;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Throttle(JdbcClient jdbc, Users users, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.events = events;
        this.clock = clock;
    }

    /** @throws ProblemException with when to try again, if it is too soon */
    @Transactional(readOnly = true)
    public void requireTime(String login, String address) {
        Instant now = clock.instant();
        jdbc.sql("SELECT max(locked_until) FROM login_failure WHERE subject IN (?, ?)")
                .params(login(login), address(address))
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .filter(now::isBefore)
                .ifPresent(until -> {
                    throw ProblemException.later(
                            ErrorCode.TOO_MANY_ATTEMPTS,
                            "Too many failed attempts to sign in: try again later.",
                            Duration.between(now, until).plusSeconds(1));
                });
    }

    /** Counts a failure, and commits whatever becomes of the call. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void failed(String login, String address) {
        int failures = count(login(login), FREE_FOR_LOGIN);
        int unused = count(address(address), FREE_FOR_ADDRESS);
        if (failures > FREE_FOR_LOGIN) {
            // Of users alone: what is typed for a login may be a password.
            users.find(login).ifPresent(user -> events.publishEvent(new AccountLocked(user, login, address, failures)));
        }
    }

    /** Forgets the login's failures; those of the address stay, or one's own account would reset guessing others'. */
    @Transactional
    public void succeeded(String login) {
        jdbc.sql("DELETE FROM login_failure WHERE subject = ?")
                .param(login(login))
                .update();
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    @Transactional
    public void forgetOld() {
        jdbc.sql("DELETE FROM login_failure WHERE last_at < ?")
                .param(Timestamp.from(clock.instant().minus(FORGOTTEN)))
                .update();
    }

    private int count(String subject, int free) {
        Instant now = clock.instant();
        int failures = jdbc.sql("""
                        INSERT INTO login_failure AS known (subject, failures, last_at, locked_until) VALUES (?, 1, ?, ?)
                        ON CONFLICT (subject) DO UPDATE SET last_at = excluded.last_at,
                            failures = CASE WHEN known.last_at < ? THEN 1 ELSE known.failures + 1 END
                        RETURNING failures""")
                .params(List.of(
                        subject, Timestamp.from(now), Timestamp.from(now), Timestamp.from(now.minus(FORGOTTEN))))
                .query(Integer.class)
                .single();
        if (failures > free) {
            Duration wait = Duration.ofSeconds(1L << Math.min(failures - free - 1, 20));
            jdbc.sql("UPDATE login_failure SET locked_until = ? WHERE subject = ?")
                    .params(Timestamp.from(now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)), subject)
                    .update();
        }
        return failures;
    }

    private static String login(String login) {
        return "login:" + login.toLowerCase(Locale.ROOT);
    }

    private static String address(String address) {
        return "address:" + address;
    }
}
