package dev.keyway.admin.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.alert.Receiver;
import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.time.Awaiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Secrets that go in by every route come out nowhere: no answer, no log, no metric, no row. */
class CanaryIT {

    private final AdminServer server = AdminServer.start(Map.of("keyway.allow.private.webhooks", "127.0.0.0/8"));
    private final Receiver receiver = new Receiver();
    private final Api owner = server.owner();
    private final Set<String> secrets = new LinkedHashSet<>();
    private final List<String> answers = new ArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.keyway");
    private final Level before = root.getLevel();
    private final Level oursBefore = ours.getLevel();
    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        lines.start();
        root.addAppender(lines);
        root.setLevel(Level.DEBUG);
        ours.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(lines);
        root.setLevel(before);
        ours.setLevel(oursBefore);
        server.close();
        receiver.close();
    }

    @Test
    void whatGoesInAsASecretIsFoundNowhere() throws Exception {
        putInProviderKeys();
        putInPasswords();
        makeTokens();
        putInAddresses();
        letAGatewayIn();
        secrets.addAll(List.of(
                AdminServer.OWNER_PASSWORD,
                AdminServer.MASTER_KEY.substring(AdminServer.MASTER_KEY.indexOf(':') + 1),
                AdminServer.AUDIT_KEY.substring(AdminServer.AUDIT_KEY.indexOf(':') + 1)));
        readEverything();
        String database = dump();
        String log = String.join("\n", lines.all);
        String metrics = metrics();
        assertThat(database).contains("audit_entry").hasSizeGreaterThan(5_000);
        assertThat(log).contains("DEBUG").hasSizeGreaterThan(10_000);
        assertThat(metrics).contains("jvm_");
        assertThat(secrets).hasSizeGreaterThan(20);
        for (String secret : secrets) {
            for (String form : forms(secret)) {
                assertThat(database.contains(form))
                        .as("in the database: " + form)
                        .isFalse();
                assertThat(log.contains(form))
                        .as("in the log: " + form + around(log, form))
                        .isFalse();
                assertThat(metrics.contains(form)).as("in the metrics: " + form).isFalse();
                assertThat(answers).as("in an answer").noneMatch(answer -> answer.contains(form));
            }
        }
    }

    private void putInProviderKeys() {
        String keys =
                owner.post("/api/v1/providers", "{\"slug\": \"canary\", \"baseUrl\": \"https://api.example.com/v1\"}")
                                .expect(201)
                                .header("Location")
                        + "/keys";
        Answer made = answered(
                owner.with("Idempotency-Key", "k1").post(keys, "{\"secret\": \"%s\"}".formatted(secret("sk-created"))));
        answered(owner.with("If-Match", made.etag())
                .put(made.header("Location") + "/secret", "{\"secret\": \"%s\"}".formatted(secret("sk-replaced"))));
        answered(owner.with("Content-Type", "text/plain")
                .post(keys + "/import", secret("sk-line") + "\n" + secret("sk-line2") + " bad\n"));
        answered(owner.with("Content-Type", "text/csv")
                .post(
                        keys + "/import",
                        "key,name,weight\n%s,a,1\n%s,b,heavy\n%s,c,1,2\n"
                                .formatted(secret("sk-csv"), secret("sk-csv2"), secret("sk-csv3"))));
        answered(owner.with("Content-Type", "text/csv").post(keys + "/import", secret("sk-header") + ",name\n"));
        answered(owner.with("Content-Type", "application/xml").post(keys, secret("sk-xml-body")));
        answered(owner.post(keys, "{\"secret\": \"%s\u00fc\"}".formatted(secret("sk-umlaut"))));
        answered(owner.post(keys, "{\"secret\": \"%s\"".formatted(secret("sk-unclosed"))));
        answered(owner.post(keys, "{\"secret\": [\"%s\"]}".formatted(secret("sk-in-a-list"))));
        answered(owner.post(keys, "{\"weight\": \"%s\"}".formatted(secret("sk-as-weight"))));
        answered(owner.patch(made.header("Location"), "\"2\"", "{\"secret\": \"%s\"}".formatted(secret("sk-patched"))));
    }

    private void putInPasswords() {
        Answer user = answered(owner.post(
                "/api/v1/users",
                "{\"login\": \"ada\", \"name\": \"Ada\", \"password\": \"%s\"}".formatted(secret("password-first"))));
        String changed = secret("password-changed");
        answered(owner.put(user.header("Location") + "/password", "{\"password\": \"%s\"}".formatted(changed)));
        answered(server.anonymous().post("/api/v1/session", login("ada", secret("password-wrong"))));
        answered(server.anonymous()
                .post("/api/v1/session", "{\"password\": {\"a\": \"%s\"}}".formatted(secret("password-nested"))));
        Answer begun = answered(server.anonymous().post("/api/v1/session", login("ada", changed)));
        begun.expect(204);
        String cookie = begun.headers().allValues("Set-Cookie").stream()
                .filter(header -> header.startsWith("keyway_session="))
                .findFirst()
                .orElseThrow()
                .replaceAll("keyway_session=([^;]*);.*", "$1");
        secrets.add(cookie);
        answered(server.anonymous().with("Cookie", "keyway_session=" + cookie).get("/api/v1/session"))
                .expect(200);
    }

    private void makeTokens() {
        String tenant = owner.post("/api/v1/tenants", "{\"name\": \"Canary\"}")
                .expect(201)
                .header("Location");
        String team = owner.post(tenant + "/teams", "{\"name\": \"Canary\"}")
                .expect(201)
                .header("Location");
        Answer issued = owner.with("Idempotency-Key", "k2")
                .post(team + "/tokens", "{\"name\": \"t\"}")
                .expect(201);
        secrets.add(issued.text("secret"));
        answered(owner.with("Idempotency-Key", "k2").post(team + "/tokens", "{\"name\": \"t\"}"))
                .expect(201);
        secrets.add(owner.post(issued.header("Location") + "/rotate", "{}")
                .expect(200)
                .text("secret"));
        String account = owner.post(team + "/service-accounts", "{\"name\": \"ci\"}")
                .expect(201)
                .header("Location");
        for (String path : List.of(account + "/access-tokens", "/api/v1/me/access-tokens")) {
            String token = owner.post(path, "{\"name\": \"t\"}").expect(201).text("secret");
            secrets.add(token);
            answered(server.anonymous().bearer(token).get("/api/v1/me")).expect(200);
        }
        answered(server.anonymous().bearer(secret("kwa_unknown")).get("/api/v1/me"))
                .expect(401);
    }

    /** Of a webhook, which is called too. */
    private void putInAddresses() {
        receiver.answers(500);
        String first = secret("T012-B345");
        String second = secret("T678-B901");
        Answer made = owner.with("Idempotency-Key", "k3")
                .post("/api/v1/alert-channels", """
                        {"name": "hook", "kind": "WEBHOOK", "target": "%s/%s", "events": ["TEST"]}""".formatted(receiver.url(""), first));
        secrets.add(made.expect(201).text("secret"));
        answered(owner.with("Idempotency-Key", "k3")
                        .post("/api/v1/alert-channels", """
                        {"name": "hook", "kind": "WEBHOOK", "target": "%s/%s", "events": ["TEST"]}""".formatted(receiver.url(""), first)))
                .expect(201);
        String channel = "/api/v1/alert-channels/" + made.text("id");
        answered(owner.patch(channel, "\"0\"", "{\"target\": \"%s/%s\"}".formatted(receiver.url(""), second)))
                .expect(200);
        answered(owner.patch(channel, "\"1\"", "{\"target\": \"http://10.0.0.1/%s\"}".formatted(secret("T-private"))))
                .expect(400);
        answered(owner.patch(
                        channel, "\"1\"", "{\"target\": \"%s/ %s\"}".formatted(receiver.url(""), secret("T-blank"))))
                .expect(400);
        secrets.add(owner.post(channel + "/rotate", "{}").expect(200).text("secret"));
        owner.post(channel + "/test", "{}").expect(202);
        Awaiting.until(
                "the call",
                Duration.ofSeconds(30),
                () -> owner.get(channel + "/deliveries").text("items/0/failure").contains("500"));
        assertThat(receiver.at("/" + second)).hasSize(1);
        answered(owner.get(channel + "/deliveries")).expect(200);
        answered(owner.get(channel)).expect(200);
    }

    private void letAGatewayIn() {
        Answer made = owner.post("/api/v1/gateways", "{\"name\": \"g\"}").expect(201);
        secrets.add(made.text("secret"));
        Answer rotated = owner.post(made.header("Location") + "/rotate", "{}").expect(200);
        secrets.add(rotated.text("secret"));
        try (FakeGateway gateway = new FakeGateway(server.address(), rotated.text("secret"))) {
            answers.add(gateway.register().toString());
            answers.add(gateway.snapshot().toString());
        }
        answered(server.anonymous().bearer(secret("kwg_unknown")).get("/gateway/v1/snapshot"))
                .expect(401);
        answered(owner.get(made.header("Location"))).expect(200);
    }

    private void readEverything() {
        for (String path : List.of(
                "/audit?limit=200",
                "/audit/export",
                "/users",
                "/tenants",
                "/providers",
                "/me/access-tokens",
                "/alert-channels",
                "/gateways",
                "/master-keys")) {
            answered(owner.get("/api/v1" + path)).expect(200);
        }
    }

    private Answer answered(Answer answer) {
        answers.add(answer.raw());
        return answer;
    }

    private String secret(String name) {
        String secret = name + "-CANARY-" + Integer.toHexString(name.hashCode()) + "-0123456789";
        secrets.add(secret);
        return secret;
    }

    private String dump() {
        StringBuilder dump = new StringBuilder();
        server.sql()
                .sql(
                        "SELECT relname FROM pg_class WHERE relnamespace = 'keyway'::regnamespace AND relkind = 'r' ORDER BY 1")
                .query(String.class)
                .list()
                .forEach(table -> dump.append(table)
                        .append('\n')
                        .append(server.sql()
                                .sql("SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM keyway.\"%s\" t"
                                        .formatted(table))
                                .query(String.class)
                                .single()));
        return dump.toString();
    }

    private String metrics() throws Exception {
        URI metrics = server.management().resolve("/actuator/prometheus");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return List.of(
                secret,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    private static String around(String text, String part) {
        int at = text.indexOf(part);
        return at < 0 ? "" : "\n" + text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 200));
    }

    private static String login(String login, String password) {
        return "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password);
    }

    /** All that is logged, with what was thrown. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final Queue<String> all = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            // The test's own client and receiver are not the service.
            if (!event.getLoggerName().startsWith("jdk.")
                    && !event.getLoggerName().startsWith("com.sun.")
                    && !event.getLoggerName().startsWith("sun.")) {
                String thrown =
                        event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
                all.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + thrown);
            }
        }
    }
}
