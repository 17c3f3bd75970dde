package dev.keyway.admin.signin;

import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.security.Cookies;
import dev.keyway.contract.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Browsers in which somebody signed in before. Each is known for its user alone, and forgotten after 180 days without a sign-in. */
@Service
@Transactional
class KnownBrowsers {

    private static final String NAME = "keyway_browser";
    private static final Duration LONGEST = Duration.ofDays(180);

    private final JdbcClient jdbc;
    private final Tokens tokens;
    private final Cookies cookies;
    private final Clock clock;

    KnownBrowsers(JdbcClient jdbc, Tokens tokens, Cookies cookies, Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.cookies = cookies;
        this.clock = clock;
    }

    /** What the browser sent. */
    static Optional<Secret> read(Cookies cookies, HttpServletRequest request) {
        return cookies.read(request, NAME).flatMap(cookie -> Tokens.read(TokenKind.BROWSER, cookie));
    }

    @Transactional(readOnly = true)
    public boolean knows(Secret browser, UUID user) {
        return jdbc.sql("SELECT count(*) FROM known_browser WHERE digest = ? AND user_id = ?")
                        .params(browser.digest(), user)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Remembers a browser for a user; the cookie for it. */
    public Secret remember(Optional<Secret> browser, UUID user) {
        Secret cookie = browser.filter(known -> knows(known, user)).orElseGet(() -> tokens.make(TokenKind.BROWSER));
        jdbc.sql("""
                        INSERT INTO known_browser (digest, user_id, seen_at) VALUES (?, ?, ?)
                        ON CONFLICT (digest) DO UPDATE SET seen_at = excluded.seen_at""")
                .params(cookie.digest(), user, Timestamp.from(clock.instant()))
                .update();
        return cookie;
    }

    String write(HttpServletRequest request, Secret browser) {
        return cookies.write(request, NAME, browser.reveal(), LONGEST, Cookies.SameSite.STRICT);
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    public void forgetOld() {
        jdbc.sql("DELETE FROM known_browser WHERE seen_at < ?")
                .param(Timestamp.from(clock.instant().minus(LONGEST)))
                .update();
    }
}
