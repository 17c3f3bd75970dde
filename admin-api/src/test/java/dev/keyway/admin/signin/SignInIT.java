package dev.keyway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.testkit.time.Awaiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Guessing, with addresses that the test chooses, and cookies where browsers see https. */
class SignInIT {

    private static final String SIGN_IN = "/api/v1/session";
    private static final String PASSWORD = "a long password";
    private static final String ANOTHER_PASSWORD = """
            UPDATE keyway.user_account SET version = version + 1,
                password_hash = (SELECT password_hash FROM keyway.user_account WHERE login = 'owner')
            WHERE id =""";
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final AdminServer SERVER = AdminServer.shared()
            .replica(Map.of("keyway.trusted.proxies", "127.0.0.1", "keyway.public.url", "https://keyway.example.com/"));

    private final Api owner = AdminServer.shared().owner().at(SERVER);
    private final int number = NUMBER.incrementAndGet();
    private final String login = "i-guessed-%d-%d".formatted(number, System.nanoTime());
    private final String user = owner.post(
                    "/api/v1/users",
                    "{\"login\": \"%s\", \"name\": \"G\", \"password\": \"%s\"}".formatted(login, PASSWORD))
            .expect(201)
            .text("id");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void aBurstIsJudgedNoMoreOftenThanOneTryAfterTheOther() {
        assertThat(statuses(IntStream.range(0, 64).mapToObj(i -> address(1)).toList()))
                .containsEntry(401, 6L)
                .containsEntry(429, 58L)
                .hasSize(2);
        String other = login;
        assertThat(statuses(
                        IntStream.range(0, 64).mapToObj(i -> address(100 + i)).toList()))
                .as("%s from everywhere", other)
                .hasEntrySatisfying(401, judged -> assertThat(judged).isLessThanOrEqualTo(21 - 6))
                .doesNotContainKey(503);
    }

    @Test
    void theRightPasswordSignsInWhateverTheClockReads() {
        for (int i = 0; i < 12; i++) {
            SERVER.clock().advance(Duration.ofNanos(137));
            tryOf(login, PASSWORD, address(9)).expect(204);
        }
    }

    @Test
    void anEmptySessionCookieIsNone() {
        assertThat(owner.with("Cookie", "keyway_session=; __Host-keyway_session=")
                        .get(SIGN_IN)
                        .status())
                .isLessThan(500);
    }

    @Test
    void oneAddressIsSlowedDownWhateverTheLogins() {
        List<Integer> found = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i ->
                        tryOf("nobody-" + i + "-" + login, "wrong", address(2)).status())
                .toList();
        assertThat(found).containsOnly(401, 429);
        assertThat(found.stream().filter(status -> status == 401).count()).isLessThanOrEqualTo(21);
    }

    @Test
    void aLoginIsTheSameHoweverItIsSpelled() {
        for (int i = 0; i < 6; i++) {
            tryOf(i % 2 == 0 ? "\u0130" + login.substring(1) : login, "wrong", address(3))
                    .expect(401);
        }
        tryOf("\u0130" + login.substring(1), "wrong", address(3)).expect(429);
        tryOf(login, PASSWORD, address(3)).expect(429);
    }

    @Test
    void strangersWhoFailLockNobodyOutOfTheirBrowser() {
        String browser = cookie(tryOf(login, PASSWORD, address(4)).expect(204), "__Host-keyway_browser");
        for (int i = 0; i < 6; i++) {
            tryOf(login, "wrong", address(4)).expect(401);
        }
        tryOf(login, PASSWORD, address(4)).expect(429);
        Api known = from(address(4)).with("Cookie", "__Host-keyway_browser=" + browser);
        known.post(SIGN_IN, body(login, PASSWORD)).expect(204);
        for (int i = 0; i < 6; i++) {
            known.post(SIGN_IN, body(login, "wrong")).expect(401);
        }
        known.post(SIGN_IN, body(login, PASSWORD)).expect(429);
        // Strangers elsewhere have their own counter.
        tryOf(login, PASSWORD, address(5)).expect(204);
    }

    @Test
    void aBrowserIsKnownForItsOwnUserAlone() {
        String another = login + "-another";
        owner.post(
                        "/api/v1/users",
                        "{\"login\": \"%s\", \"name\": \"G\", \"password\": \"%s\"}".formatted(another, PASSWORD))
                .expect(201);
        String browser = cookie(tryOf(another, PASSWORD, address(6)).expect(204), "__Host-keyway_browser");
        Api known = from(address(6)).with("Cookie", "__Host-keyway_browser=" + browser);
        for (int i = 0; i < 6; i++) {
            known.post(SIGN_IN, body(login, "wrong")).expect(401);
        }
        known.post(SIGN_IN, body(login, PASSWORD)).expect(429);
    }

    @Test
    void waitingAndASuccessEndTheSlowness() {
        for (int i = 0; i < 6; i++) {
            tryOf(login, "wrong", address(7)).expect(401);
        }
        Answer later = tryOf(login, PASSWORD, address(7)).expect(429);
        SERVER.clock().advance(Duration.ofSeconds(Long.parseLong(later.header("Retry-After"))));
        tryOf(login, PASSWORD, address(7)).expect(204);
        tryOf(login, "wrong", address(7)).expect(401);
        assertThat(user).isNotEmpty();
    }

    @Test
    void whereBrowsersSeeHttpsCookiesAreSecureAndTheHostsOwn() {
        Answer begun = tryOf(login, PASSWORD, address(8)).expect(204);
        assertThat(begun.headers().allValues("Set-Cookie"))
                .hasSize(3)
                .allSatisfy(cookie -> assertThat(cookie).contains("; Secure", "; Path=/", "SameSite=Strict"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-keyway_session=kws_")
                        .contains("HttpOnly"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-keyway_browser=kwb_")
                        .contains("HttpOnly"));
        assertThat(begun.header("Strict-Transport-Security")).contains("max-age=31536000");
        Api browser =
                from(address(8)).with("Cookie", "__Host-keyway_session=" + cookie(begun, "__Host-keyway_session"));
        browser.get("/api/v1/me").expect(200);
        from(address(8))
                .with("Cookie", "keyway_session=" + cookie(begun, "__Host-keyway_session"))
                .get("/api/v1/me")
                .expect(401);
        assertThat(AdminServer.shared().anonymous().get("/api/v1/me").header("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void whoIsSignedInIsServedHoweverManyStrangersSignIn() throws Exception {
        Api signedIn = owner.at(SERVER);
        tryOf(login, "wrong", address(10)).expect(401);
        List<CompletableFuture<Integer>> strangers;
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor();
                Held held = Held.after(
                        SERVER,
                        "SELECT FROM keyway.login_failure WHERE subject = 'address:%s' FOR UPDATE"
                                .formatted(address(10)))) {
            strangers = IntStream.range(0, 64)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> tryOf("nobody-%d-%s".formatted(i, login), "wrong", address(10))
                                    .status(),
                            browsers))
                    .toList();
            Awaiting.until(
                    "64 sign-ins",
                    () -> SERVER.bean(SignInTurns.class).present() == 64 && Held.waitingForLocks(SERVER) > 0);
            for (int i = 0; i < 20; i++) {
                signedIn.get("/api/v1/users").expect(200);
            }
            // Another address has its turn, too.
            tryOf(login, PASSWORD, address(11)).expect(204);
            held.connection().rollback();
            assertThat(strangers).extracting(CompletableFuture::join).containsOnly(401, 429);
        }
    }

    @Test
    void aPasswordThatIsChangedWhileItIsCheckedSignsNobodyIn() throws Exception {
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor();
                Held held = Held.after(SERVER, ANOTHER_PASSWORD + "'" + user + "'")) {
            CompletableFuture<Integer> late = CompletableFuture.supplyAsync(
                    () -> tryOf(login, PASSWORD, address(12)).status(), browsers);
            held.commitOnce(late);
            assertThat(late.join()).isEqualTo(401);
        }
        assertThat(sessions()).isZero();
    }

    @Test
    void anAccountThatIsDisabledWhileItsPasswordIsCheckedSignsNobodyIn() throws Exception {
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor();
                Held held = Held.after(
                        SERVER, "UPDATE keyway.user_account SET disabled_at = now() WHERE id = '" + user + "'")) {
            CompletableFuture<Integer> late = CompletableFuture.supplyAsync(
                    () -> tryOf(login, PASSWORD, address(13)).status(), browsers);
            held.commitOnce(late);
            assertThat(late.join()).isEqualTo(401);
        }
        assertThat(sessions()).isZero();
    }

    @Test
    void aPasswordThatAnotherSetsMeanwhileIsNotReplacedByWhoKnewTheOldOne() throws Exception {
        Answer begun = tryOf(login, PASSWORD, address(14)).expect(204);
        Api browser = from(address(14))
                .with("Cookie", "__Host-keyway_session=" + cookie(begun, "__Host-keyway_session"))
                .with("X-XSRF-TOKEN", cookie(begun, "XSRF-TOKEN"));
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor();
                Held held = Held.after(SERVER, ANOTHER_PASSWORD + "'" + user + "'")) {
            CompletableFuture<Answer> late = CompletableFuture.supplyAsync(
                    () -> browser.put(
                            "/api/v1/me/password",
                            "{\"oldPassword\": \"%s\", \"newPassword\": \"the password of a thief\"}"
                                    .formatted(PASSWORD)),
                    browsers);
            held.commitOnce(late);
            assertThat(late.join().expect(400).fields()).containsExactly("oldPassword");
        }
    }

    private long sessions() {
        return SERVER.sql()
                .sql("SELECT count(*) FROM keyway.session WHERE user_id = ?::uuid")
                .param(user)
                .query(Long.class)
                .single();
    }

    private Map<Integer, Long> statuses(List<String> addresses) {
        return addresses.parallelStream()
                .map(address -> tryOf(login, "wrong", address).status())
                .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
    }

    private Answer tryOf(String name, String password, String address) {
        return from(address).post(SIGN_IN, body(name, password));
    }

    private static Api from(String address) {
        return SERVER.anonymous().with("X-Forwarded-For", address);
    }

    /** Of this test alone. */
    private String address(int last) {
        return "203.0.%d.%d".formatted(number, last);
    }

    private static String body(String login, String password) {
        return "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password);
    }

    private static String cookie(Answer answer, String name) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).split(";", 2)[0])
                .findFirst()
                .orElseThrow();
    }
}
