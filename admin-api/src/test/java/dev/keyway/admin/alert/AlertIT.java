package dev.keyway.admin.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.database.Installation;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.providerkey.MasterKeyRotation;
import dev.keyway.contract.Secret;
import dev.keyway.testkit.time.Awaiting;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What must be known arrives, once, signed, and nowhere else. */
class AlertIT {

    private static final String CHANNELS = "/api/v1/alert-channels";
    private static final Receiver RECEIVER = new Receiver();
    private static final PostOffice POST = new PostOffice();
    private static final AdminServer SERVER = AdminServer.start(Map.of(
            "keyway.allow.private.webhooks",
            "127.0.0.0/8",
            "keyway.mail.host",
            "127.0.0.1",
            "keyway.mail.port",
            "" + POST.port(),
            "keyway.mail.from",
            "keyway@example.com",
            "keyway.mail.tls",
            "false"));

    private final Api owner = SERVER.owner();
    private final String path = "/" + UUID.randomUUID();
    private final String mark = UUID.randomUUID().toString();

    @AfterAll
    static void stop() throws Exception {
        SERVER.close();
        RECEIVER.close();
        POST.close();
    }

    @Test
    void isToldOnceForEachOccasionWithASignature() {
        Answer made = webhook(CHANNELS, "KEY_LOCKED");
        String occasion = "key " + UUID.randomUUID();
        assertThat(raise(AlertEvent.KEY_LOCKED, null, occasion + " 1")).isEqualTo(1);
        assertThat(raise(AlertEvent.KEY_LOCKED, null, occasion + " 1")).isZero();
        assertThat(raise(AlertEvent.KEY_LOCKED, null, occasion + " 2")).isEqualTo(1);
        assertThat(raise(AlertEvent.GATEWAY_STALE, null, occasion)).isZero();
        await(() -> RECEIVER.at(path).size() == 2);
        Receiver.Call call = RECEIVER.at(path).getFirst();
        assertThat(call.body()).contains("\"type\":\"key_locked\"", occasion, "\"details\":{\"key\":\"k\"}");
        Instant at = Instant.ofEpochSecond(Long.parseLong(call.header("webhook-timestamp")));
        assertThat(call.header("webhook-signature"))
                .isEqualTo(Signature.of(Secret.of(made.text("secret")), call.header("webhook-id"), at, call.body()));
        await(() -> deliveries(made).json().at("/items/1/sentAt").isString());
        assertThat(deliveries(made).text("items/0/occasion")).startsWith(occasion);
        disable(made);
    }

    @Test
    void aReceiverThatFailsIsCalledAgainLaterAndLater() {
        Answer made = webhook(CHANNELS, "MODEL_UNPRICED");
        RECEIVER.answers(500, 503);
        raise(AlertEvent.MODEL_UNPRICED, null, "model " + path);
        await(() -> deliveries(made).text("items/0/failure").equals("the receiver answered 500"));
        SERVER.clock().advance(Duration.ofSeconds(11));
        await(() -> deliveries(made).text("items/0/failure").equals("the receiver answered 503"));
        assertThat(RECEIVER.at(path)).hasSize(2);
        SERVER.clock().advance(Duration.ofSeconds(21));
        await(() -> deliveries(made).json().at("/items/0/sentAt").isString());
        assertThat(RECEIVER.at(path)).hasSize(3);
        assertThat(RECEIVER.at(path).stream()
                        .map(call -> call.header("webhook-id"))
                        .distinct())
                .hasSize(1);
        disable(made);
    }

    @Test
    void afterManyAttemptsItIsGivenUp() {
        Answer made = webhook(CHANNELS, "INGEST_REJECTED");
        RECEIVER.answers(500);
        SERVER.sql()
                .sql("ALTER TABLE keyway.alert_outbox ALTER attempts SET DEFAULT 19")
                .update();
        try {
            raise(AlertEvent.INGEST_REJECTED, null, "ingest " + path);
        } finally {
            SERVER.sql()
                    .sql("ALTER TABLE keyway.alert_outbox ALTER attempts SET DEFAULT 0")
                    .update();
        }
        await(() -> deliveries(made).json().at("/items/0/givenUpAt").isString());
        assertThat(deliveries(made).json().at("/items/0/attempts").asInt()).isEqualTo(20);
        String delivery = at(made) + "/deliveries/" + deliveries(made).text("items/0/id");
        SERVER.caller(new Grant(Role.AUDITOR, Scope.INSTALLATION))
                .post(delivery + "/retry", "{}")
                .expect(403);
        owner.post(at(made) + "/deliveries/" + UUID.randomUUID() + "/retry", "{}")
                .expect(404);
        owner.post(delivery + "/retry", "{}").expect(202);
        await(() -> deliveries(made).json().at("/items/0/sentAt").isString());
        assertThat(deliveries(made).json().at("/items/0/attempts").asInt()).isEqualTo(1);
        owner.post(delivery + "/retry", "{}").expect(409);
        assertThat(owner.get("/api/v1/audit?action=retried&objectId=" + made.text("id"))
                        .json()
                        .get("items"))
                .singleElement()
                .extracting(entry -> entry.at("/after/deliveryId").asString())
                .isEqualTo(delivery.substring(delivery.lastIndexOf('/') + 1));
        disable(made);
    }

    @Test
    void aRedirectIsNotFollowed() {
        Answer made = webhook(CHANNELS, "BUDGET_SOFT");
        RECEIVER.answers(302);
        owner.post(at(made) + "/test", "{}").expect(202);
        await(() -> deliveries(made).text("items/0/failure").equals("the receiver answered 302"));
        assertThat(RECEIVER.at("/elsewhere")).isEmpty();
        disable(made);
    }

    @Test
    void aTenantsChannelIsToldOfThatTenantAlone() {
        World world = World.in(SERVER);
        Api admin = SERVER.caller(world.grant(Role.TENANT_ADMIN));
        String channels = world.path() + "/alert-channels";
        String target = RECEIVER.url(path);
        String body = "{\"name\": \"t\", \"kind\": \"WEBHOOK\", \"target\": \"%s\", \"events\": [\"BUDGET_HARD\"]}";
        // What is allowed for the installation is not for a tenant.
        assertThat(admin.post(channels, body.formatted(target)).expect(400).text("detail"))
                .isEqualTo("target must not lead to a private address.");
        Answer made = admin.post(channels, body.formatted("https://nowhere.example/" + path))
                .expect(201);
        assertThat(raise(AlertEvent.BUDGET_HARD, world.foreignTenant(), "budget " + path))
                .isZero();
        assertThat(raise(AlertEvent.BUDGET_HARD, null, "budget " + path)).isZero();
        assertThat(raise(AlertEvent.BUDGET_HARD, world.tenant(), "budget " + path))
                .isEqualTo(1);
        String own = channels + "/" + made.text("id");
        await(() -> admin.get(own + "/deliveries").text("items/0/failure").equals("the receiver did not take it"));
        admin.get(own).expect(200);
        owner.get(CHANNELS + "/" + made.text("id")).expect(404);
        SERVER.caller(world.foreignGrant(Role.TENANT_ADMIN)).get(own).expect(403);
        assertThat(admin.get(channels).json().get("items").size()).isEqualTo(1);
        admin.delete(own).expect(204);
        assertThat(raise(AlertEvent.BUDGET_HARD, world.tenant(), "later " + path))
                .isZero();
    }

    @Test
    void mailArrivesToo() {
        Answer made = owner.post(
                        CHANNELS,
                        "{\"name\": \"ops\", \"kind\": \"MAIL\", \"target\": \"ops@example.com\", \"events\": [\"TEST\"]}")
                .expect(201);
        assertThat(made.json().get("secret").isNull()).isTrue();
        owner.post(at(made) + "/test", "{}").expect(202);
        await(() -> !POST.mails.isEmpty());
        assertThat(POST.mails.getFirst())
                .contains("RCPT TO:<ops@example.com>", "Subject: Keyway: test", "This is a test of the channel 'ops'.");
        owner.post(at(made) + "/rotate", "{}").expect(409);
        assertThat(owner.post(
                                CHANNELS,
                                "{\"name\": \"x\", \"kind\": \"MAIL\", \"target\": \"a@b.c\\\\nBcc: d@e.f\", \"events\": [\"TEST\"]}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("target");
    }

    @Test
    void itsSecretIsShownOnceAndCanBeReplaced() {
        Api once = owner.with("Idempotency-Key", "k" + path);
        Answer made = once.post(CHANNELS, body("KEY_LOCKED")).expect(201);
        String secret = made.text("secret");
        assertThat(secret).startsWith("whsec_");
        assertThat(once.post(CHANNELS, body("KEY_LOCKED")).json().get("secret").isNull())
                .isTrue();
        Answer rotated = owner.post(at(made) + "/rotate", "{}").expect(200);
        assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(secret);
        for (Answer answer : List.of(
                owner.get(at(made)), owner.get(CHANNELS), owner.get("/api/v1/audit?objectId=" + made.text("id")))) {
            assertThat(answer.expect(200).raw()).doesNotContain("whsec_");
        }
        owner.post(at(made) + "/test", "{}").expect(202);
        await(() -> RECEIVER.at(path).size() == 1);
        Receiver.Call call = RECEIVER.at(path).getFirst();
        WebhookPage.requireLike(call.body());
        assertThat(call.header("webhook-signature"))
                .isEqualTo(Signature.of(
                        Secret.of(rotated.text("secret")),
                        call.header("webhook-id"),
                        Instant.ofEpochSecond(Long.parseLong(call.header("webhook-timestamp"))),
                        call.body()));
        disable(made);
    }

    @Test
    void isChangedByWhoReadItLast() {
        Answer made = webhook(CHANNELS, "KEY_LOCKED");
        Answer read = owner.get(at(made)).expect(200);
        Answer changed = owner.patch(at(made), read.etag(), "{\"name\": \"other\", \"events\": [\"TEST\"]}")
                .expect(200);
        assertThat(changed.text("name")).isEqualTo("other");
        owner.patch(at(made), read.etag(), "{\"name\": \"late\"}").expect(412);
        assertThat(owner.patch(at(made), changed.etag(), "{\"events\": []}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("events");
        assertThat(owner.patch(at(made), changed.etag(), "{\"target\": \"https://10.0.0.1/hook\"}")
                        .expect(400)
                        .text("errors/0/field"))
                .isEqualTo("target");
        owner.delete(at(made)).expect(204);
        owner.get(at(made)).expect(404);
    }

    @Test
    void ofAWebhooksAddressItsOriginAloneIsShown() {
        Answer made = webhook(CHANNELS, "TEST");
        String shown = RECEIVER.url("/…");
        assertThat(made.text("channel/target")).isEqualTo(shown);
        Answer renamed = owner.patch(
                        at(made), owner.get(at(made)).etag(), "{\"name\": \"n\", \"target\": \"%s\"}".formatted(shown))
                .expect(200);
        owner.post(at(made) + "/test", "{}").expect(202);
        await(() -> RECEIVER.at(path).size() == 1);
        Answer moved = owner.patch(
                        at(made), renamed.etag(), "{\"target\": \"%s\"}".formatted(RECEIVER.url(path + "/moved")))
                .expect(200);
        owner.post(at(made) + "/test", "{}").expect(202);
        await(() -> RECEIVER.at(path + "/moved").size() == 1);
        Answer audit = owner.get("/api/v1/audit?objectId=" + made.text("id")).expect(200);
        assertThat(audit.raw()).contains("\"action\":\"target_set\"");
        for (Answer answer : List.of(made, renamed, moved, owner.get(at(made)), owner.get(CHANNELS), audit)) {
            assertThat(answer.raw()).contains(shown).doesNotContain(path);
        }
        disable(made);
    }

    @Test
    void anAddressThatAReleaseBeforeWroteIsSealed() {
        Answer made = webhook(CHANNELS, "TEST");
        int unused = SERVER.sql()
                .sql(
                        "UPDATE keyway.alert_channel SET target = ?, target_sealed = NULL, target_master_key_id = NULL WHERE id = ?::uuid")
                .params(RECEIVER.url(path), made.text("id"))
                .update();
        assertThat(owner.get(at(made)).expect(200).raw()).doesNotContain(path);
        owner.post(at(made) + "/test", "{}").expect(202);
        await(() -> RECEIVER.at(path).size() == 1);
        SERVER.bean(TargetSealing.class).sealOpen();
        assertThat(SERVER.sql()
                        .sql("SELECT target FROM keyway.alert_channel WHERE id = ?::uuid AND target_sealed IS NOT NULL")
                        .param(made.text("id"))
                        .query(String.class)
                        .single())
                .isEqualTo(RECEIVER.url("/…"));
        owner.post(at(made) + "/test", "{}").expect(202);
        await(() -> RECEIVER.at(path).size() == 2);
        disable(made);
    }

    /** As those of workflows in Microsoft Teams are. */
    @Test
    void anAddressWithAQueryIsCalledWithItAndShownWithout() {
        String address = path + "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=CANARY-signature";
        Answer made = owner.post(CHANNELS, body("TEST").replace(RECEIVER.url(path), RECEIVER.url(address)))
                .expect(201);
        owner.post(at(made) + "/test", "{}").expect(202);
        await(() -> RECEIVER.at(address).size() == 1);
        assertThat(made.text("channel/target")).isEqualTo(RECEIVER.url("/…"));
        Answer audit = owner.get("/api/v1/audit?objectId=" + made.text("id")).expect(200);
        for (Answer answer : List.of(made, owner.get(at(made)), owner.get("/api/v1/config"), deliveries(made), audit)) {
            assertThat(answer.expect(answer.status()).raw()).doesNotContain("CANARY", "api-version");
        }
        for (String more : List.of("#fragment", "?a#b")) {
            assertThat(owner.post(CHANNELS, body("TEST").replace(RECEIVER.url(path), RECEIVER.url(path + more)))
                            .expect(400)
                            .fields())
                    .containsExactly("target");
        }
        disable(made);
    }

    @Test
    void aDeliveryThatIsUnderWayIsNotTriedAgain() throws Exception {
        try (ServerSocket stalled = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Answer slow = owner.post(
                            CHANNELS,
                            body("BUDGET_SOFT")
                                    .replace(
                                            RECEIVER.url(path),
                                            "http://127.0.0.1:" + stalled.getLocalPort() + "/stalls"))
                    .expect(201);
            raise(AlertEvent.BUDGET_SOFT, null, "under way " + path);
            String retry;
            try (Socket called = stalled.accept()) {
                retry = at(slow) + "/deliveries/" + deliveries(slow).text("items/0/id") + "/retry";
                assertThat(owner.post(retry, "{}").expect(409).text("detail")).contains("under way");
                assertThat(called.isConnected()).isTrue();
            }
            await(() -> deliveries(slow).json().at("/items/0/failure").isString());
            owner.post(retry, "{}").expect(202);
            disable(slow);
        }
    }

    @Test
    void aReceiverThatStallsHoldsNobodyUp() throws Exception {
        try (ServerSocket stalled = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Answer slow = owner.post(
                            CHANNELS,
                            body("BUDGET_SOFT")
                                    .replace(
                                            RECEIVER.url(path),
                                            "http://127.0.0.1:" + stalled.getLocalPort() + "/stalls"))
                    .expect(201);
            for (int i = 0; i < 30; i++) {
                raise(AlertEvent.BUDGET_SOFT, null, "slow " + path + i);
            }
            try (Socket called = stalled.accept()) {
                Answer quick = webhook(CHANNELS, "BUDGET_HARD");
                for (int i = 0; i < 3; i++) {
                    raise(AlertEvent.BUDGET_HARD, null, "quick " + path + i);
                }
                await(() -> RECEIVER.at(path).size() == 3);
                assertThat(called.isConnected()).isTrue();
                assertThat(deliveries(slow)
                                .json()
                                .get("items")
                                .valueStream()
                                .filter(delivery -> !delivery.get("failure").isNull()))
                        .isEmpty();
                disable(quick);
            }
            disable(slow);
        }
    }

    @Test
    void aReceiverWhoseAnswerDoesNotEndIsCutOff() throws Exception {
        BlockingQueue<Optional<String>> failures = new LinkedBlockingQueue<>();
        try (ServerSocket endless = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                DeliveryExecutor executor = new DeliveryExecutor(1, Duration.ofMillis(500))) {
            Delivery delivery = WebhookIT.delivery(
                    SERVER.bean(ChannelSeal.class), "http://127.0.0.1:" + endless.getLocalPort() + path);
            executor.execute(delivery, () -> SERVER.bean(Webhook.class).send(delivery), failures::add);
            assertThat(executor.free()).isZero();
            assertThat(executor.busy()).containsExactly(delivery.channel());
            try (Socket called = endless.accept()) {
                called.getOutputStream().write("HTTP/1.1 204 No Content\r\nX: y\r\n".getBytes(StandardCharsets.UTF_8));
                assertThat(failures.take())
                        .hasValueSatisfying(why -> assertThat(why).startsWith("it took longer than"));
                called.setSoTimeout(10_000);
                assertThat(called.getInputStream().readAllBytes()).isNotEmpty();
            }
            await(() -> executor.free() == 1);
        }
    }

    @Test
    void ofTwoReplicasOneSendsEach() {
        Map<String, String> allowed = Map.of("keyway.allow.private.webhooks", "127.0.0.0/8");
        Answer made = webhook(CHANNELS, "INGEST_REJECTED");
        try (AdminServer other = SERVER.replica(allowed)) {
            for (int i = 0; i < 40; i++) {
                raise(AlertEvent.INGEST_REJECTED, null, "both " + path + i);
                if (i % 10 == 9) {
                    SERVER.bean(Sender.class).sendDue();
                    other.bean(Sender.class).sendDue();
                }
            }
            await(() -> owner.get(at(made) + "/deliveries?limit=100")
                            .json()
                            .get("items")
                            .valueStream()
                            .filter(delivery -> delivery.get("sentAt").isString())
                            .count()
                    == 40);
        }
        assertThat(RECEIVER.at(path).stream().map(call -> call.header("webhook-id")))
                .hasSize(40)
                .doesNotHaveDuplicates();
        disable(made);
    }

    @Test
    void bodiesAboutMasterKeysAreAsThePageShows() {
        for (MasterKeyRotation rotation : List.of(
                new MasterKeyRotation.Finished("m2", UUID.randomUUID(), 120),
                new MasterKeyRotation.Failed("m2" + path, "some secrets cannot be opened"))) {
            Answer made = webhook(
                    CHANNELS,
                    rotation instanceof MasterKeyRotation.Finished ? "MASTER_KEY_ROTATED" : "MASTER_KEY_FAILED");
            boolean unused = SERVER.bean(Pipeline.class).write(jdbc -> {
                new EventAlerts(SERVER.bean(Alerts.class), jdbc, SERVER.clock()).raise(rotation);
                return true;
            });
            assertThat(told(made)).singleElement().satisfies(WebhookPage::requireLike);
            disable(made);
        }
    }

    @Test
    void namesOfChannelsAreUniqueWithinTheirTenantOrTheInstallation() {
        World world = World.in(SERVER);
        String body =
                "{\"name\": \"%s\", \"kind\": \"WEBHOOK\", \"target\": \"https://nowhere.example/x\", \"events\": [\"TEST\"]}";
        String name = "Pager " + path;
        Answer first = owner.post(CHANNELS, body.formatted(name)).expect(201);
        Answer taken = owner.post(CHANNELS, body.formatted(" " + name.toUpperCase(Locale.ROOT)))
                .expect(409);
        assertThat(taken.text("code")).isEqualTo("name_taken");
        assertThat(taken.fields()).containsExactly("name");
        owner.post(world.path() + "/alert-channels", body.formatted(name)).expect(201);
        owner.post(world.path() + "/alert-channels", body.formatted(name)).expect(409);
        Answer second = owner.post(CHANNELS, body.formatted(name + " 2")).expect(201);
        owner.patch(at(second), "*", "{\"name\": \"%s\"}".formatted(name)).expect(409);
        disable(first);
        owner.delete(at(first)).expect(204);
        owner.patch(at(second), "*", "{\"name\": \"%s\"}".formatted(name)).expect(200);
        owner.delete(at(second)).expect(204);
    }

    @Test
    void aUserWhoIsLockedOutIsToldOfOnceADay() {
        Answer made = webhook(CHANNELS, "ACCOUNT_LOCKED");
        String login = "Ada-" + UUID.randomUUID();
        owner.post("/api/v1/users", "{\"login\": \"%s\", \"name\": \"Ada\"}".formatted(login))
                .expect(201);
        for (int i = 0; i < 5; i++) {
            signIn(login).expect(401);
            signIn("nobody " + login).expect(401);
        }
        assertThat(told(made)).isEmpty();
        signIn(login).expect(401);
        signIn("nobody " + login).expect(401);
        SERVER.clock().advance(Duration.ofSeconds(2));
        signIn(login.toLowerCase(Locale.ROOT)).expect(401);
        assertThat(told(made))
                .singleElement()
                .satisfies(WebhookPage::requireLike)
                .asString()
                .contains("\"type\":\"account_locked\"", login, "\"failures\":6", "127.0.0.1")
                .doesNotContain("not the password", "nobody");
        disable(made);
    }

    private static Answer signIn(String login) {
        return SERVER.anonymous()
                .post("/api/v1/session", "{\"login\": \"%s\", \"password\": \"not the password\"}".formatted(login));
    }

    private static List<String> told(Answer channel) {
        return SERVER.sql()
                .sql("SELECT body FROM keyway.alert_outbox WHERE channel_id = ?::uuid ORDER BY id")
                .param(channel.text("id"))
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** As if its name led elsewhere since it was entered. */
    @Test
    void whatMayNotBeCalledIsNotCalledWhateverTheRowSays() {
        AdminServer guarded = AdminServer.shared();
        Api caller = guarded.owner();
        assertThat(caller.post(CHANNELS, body("TEST")).expect(400).text("errors/0/field"))
                .isEqualTo("target");
        Answer made = caller.post(CHANNELS, body("TEST").replace(RECEIVER.url(path), "https://8.8.8.8/hook"))
                .expect(201);
        UUID channel = UUID.fromString(made.text("id"));
        boolean unused = guarded.bean(Pipeline.class).write(jdbc -> {
            UUID installation = Installation.id(jdbc);
            ChannelQueries.readdress(
                    jdbc,
                    channel,
                    guarded.bean(ChannelSeal.class)
                            .target(installation, channel, ChannelKind.WEBHOOK, RECEIVER.url(path)));
            return true;
        });
        caller.post(CHANNELS + "/" + made.text("id") + "/test", "{}").expect(202);
        String deliveries = CHANNELS + "/" + made.text("id") + "/deliveries";
        await(() -> caller.get(deliveries).text("items/0/failure").contains("must not lead to a private address"));
        assertThat(RECEIVER.at(path)).isEmpty();
        caller.delete(CHANNELS + "/" + made.text("id")).expect(204);
    }

    private Answer webhook(String channels, String event) {
        return owner.post(channels, body(event)).expect(201);
    }

    private String body(String event) {
        return "{\"name\": \"%s %s\", \"kind\": \"WEBHOOK\", \"target\": \"%s\", \"events\": [\"%s\"]}"
                .formatted(event, mark, RECEIVER.url(path), event);
    }

    private static String at(Answer made) {
        return CHANNELS + "/" + made.text("id");
    }

    private Answer deliveries(Answer made) {
        return owner.get(at(made) + "/deliveries").expect(200);
    }

    private void disable(Answer made) {
        owner.patch(at(made), owner.get(at(made)).etag(), "{\"disabled\": true}")
                .expect(200);
    }

    private static int raise(AlertEvent event, @Nullable UUID tenant, String occasion) {
        Alert alert = new Alert(event, tenant, occasion, "It happened.", Map.of("key", "k"));
        return SERVER.bean(Pipeline.class)
                .write(jdbc -> SERVER.bean(Alerts.class).raise(jdbc, alert));
    }

    private static void await(BooleanSupplier condition) {
        Awaiting.until("the delivery", Duration.ofSeconds(30), condition);
    }
}
