package dev.keyway.admin.signin;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows down guessing: after so many failures of a counter each further one doubles the wait, from 1 s to 15 minutes. A try is counted
 * before it is judged, and taken back if it succeeds, so that a burst is judged no more often than one after the other. A day
 * without failures forgets them.
 */
@Service
class Throttle {

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Throttle(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What a counter was before and is with this try.
     *
     * @param until when the next try may be
     */
    record Counted(String subject, int free, int failures, Instant before, Instant until) {}

    /** A try that is counted and not judged yet. */
    record Counting(Try attempt, List<Counted> counters) {}

    /** Logins as the database compares them. */
    @Transactional(readOnly = true)
    public String lower(String login) {
        return jdbc.sql("SELECT lower(?)").param(login).query(String.class).single();
    }

    /**
     * Counts a try as failed.
     *
     * @throws ProblemException with when to try again, if it is too soon; then nothing is counted
     */
    @Transactional
    public Counting count(Try attempt) {
        // As PostgreSQL stores it: rounded up there, a moment of now would look as if it were to come.
        Instant now = clock.instant();
        List<Counted> counters = new ArrayList<>();
        for (Map.Entry<String, Integer> counter : attempt.counters().entrySet()) {
            Counted counted = count(counter.getKey(), counter.getValue(), now);
            if (counted.before().isAfter(now)) {
                throw ProblemException.later(
                        ErrorCode.TOO_MANY_ATTEMPTS,
                        "Too many failed attempts to sign in: try again later.",
                        Duration.between(now, counted.before()).plusSeconds(1));
            }
            counters.add(counted);
        }
        return new Counting(attempt, counters);
    }

    /** Takes the try back. Failures of the address stay, or one's own account would reset guessing others'. */
    @Transactional
    public void succeeded(Counting counting) {
        for (Counted counter : counting.counters()) {
            if (counter.subject().startsWith("address:")) {
                takeBack(counter);
            } else {
                jdbc.sql("DELETE FROM login_failure WHERE subject = ?")
                        .param(counter.subject())
                        .update();
            }
        }
    }

    /** Takes back a try that was never judged. */
    @Transactional
    public void forget(Counting counting) {
        counting.counters().forEach(this::takeBack);
    }

    /** Forgets every failure, for an owner who is let in again from the machine itself. */
    @Transactional
    public void forgetAll() {
        jdbc.sql("DELETE FROM login_failure").update();
    }

    /** Reports a user whose login is locked; known users only, since what is typed as a login may be a password. */
    @Transactional
    public void failed(Counting counting, String login) {
        Try attempt = counting.attempt();
        int most = counting.counters().stream()
                .filter(counter -> !counter.subject().startsWith("address:") && counter.failures() > counter.free())
                .mapToInt(Counted::failures)
                .max()
                .orElse(0);
        if (most > 0) {
            attempt.known()
                    .ifPresent(user -> events.publishEvent(new AccountLocked(user, login, attempt.address(), most)));
        }
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    @Transactional
    public void forgetOld() {
        jdbc.sql("DELETE FROM login_failure WHERE last_at < ?")
                .param(Timestamp.from(clock.instant().minus(FORGOTTEN)))
                .update();
    }

    /** Whoever counts the same waits here until this transaction ends. */
    private Counted count(String subject, int free, Instant now) {
        Instant forgotten = now.minus(FORGOTTEN);
        Counted counted = jdbc.sql("""
                        INSERT INTO login_failure AS known (subject, failures, last_at, locked_until) VALUES (?, 1, ?, ?)
                        ON CONFLICT (subject) DO UPDATE SET last_at = excluded.last_at,
                            failures = CASE WHEN known.last_at < ? THEN 1 ELSE known.failures + 1 END
                        RETURNING failures, locked_until""")
                .params(subject, Timestamp.from(now), Timestamp.from(now), Timestamp.from(forgotten))
                .query((row, n) -> new Counted(
                        subject,
                        free,
                        row.getInt(1),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(2).toInstant()))
                .single();
        if (counted.failures() <= free) {
            return counted;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(counted.failures() - free - 1, 20));
        Instant until = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        jdbc.sql("UPDATE login_failure SET locked_until = ? WHERE subject = ?")
                .params(Timestamp.from(until), subject)
                .update();
        return new Counted(subject, free, counted.failures(), counted.before(), until);
    }

    private void takeBack(Counted counter) {
        jdbc.sql("DELETE FROM login_failure WHERE subject = ? AND failures = 1")
                .param(counter.subject())
                .update();
        jdbc.sql("""
                        UPDATE login_failure SET failures = failures - 1,
                            locked_until = CASE WHEN locked_until = ? THEN ? ELSE locked_until END
                        WHERE subject = ? AND failures > 1""")
                .params(Timestamp.from(counter.until()), Timestamp.from(counter.before()), counter.subject())
                .update();
    }
}
