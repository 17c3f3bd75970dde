package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The strategy affinity with two accounts, from settings of its own and from the admin service. */
class AffinityIT {

    private static final int CALLS = 6;

    @TempDir
    private Path folder;

    private FakeProvider provider;

    @BeforeEach
    void start() {
        provider = FakeProvider.start("sk-1", "sk-2");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aConversationStaysWithItsAccountAndMovesWhenThatFails() {
        try (TestGateway gateway = standalone("ROTATION_MODE_OPENAI=affinity")) {
            Set<String> ofOne = keysOf(gateway, TestGateway.TOKEN, "one");
            Set<String> ofTwo = keysOf(gateway, TestGateway.TOKEN, "two");
            assertThat(ofOne).hasSize(1);
            assertThat(ofTwo).hasSize(1).isNotEqualTo(ofOne);

            provider.revokeKey(ofOne.iterator().next());
            assertThat(ask(gateway, TestGateway.TOKEN, "openai/gpt-4o", "one").statusCode())
                    .isEqualTo(200);
            assertThat(keysOf(gateway, TestGateway.TOKEN, "one")).isEqualTo(ofTwo);
        }
    }

    @Test
    void withoutItCallsAreBalanced() {
        try (TestGateway gateway = standalone("ROTATION_MODE_OPENAI=balanced")) {
            assertThat(keysOf(gateway, TestGateway.TOKEN, "one")).hasSize(2);
        }
    }

    @Test
    void aManagedGatewayTakesItFromTheAdminService() {
        try (FakeAdmin admin = admin("affinity");
                TestGateway gateway = ManagedGateway.start(admin, folder)) {
            Awaiting.until(
                    "a configuration",
                    Duration.ofSeconds(20),
                    () -> ask(gateway, "kwy_one", "mine/gpt-4o", "first").statusCode() == 200);
            assertThat(keys(gateway, "kwy_one", "mine/gpt-4o", "one")).hasSize(1);
            String chosen = admin.awaitCall(
                            "usage",
                            call -> call.body()
                                    .path("attempts")
                                    .path(0)
                                    .path("chosen")
                                    .asString()
                                    .equals("affinity"))
                    .body()
                    .path("outcome")
                    .asString();
            assertThat(chosen).isEqualTo("COMPLETED");

            admin.upsert("providers", Published.provider(provider.v1(), "balanced"));
            Awaiting.until(
                    "balanced",
                    Duration.ofSeconds(20),
                    () -> keys(gateway, "kwy_one", "mine/gpt-4o", "one").size() == 2);
        }
    }

    private Set<String> keysOf(TestGateway gateway, String token, String conversation) {
        return keys(gateway, token, "openai/gpt-4o", conversation);
    }

    /** The keys that serve some calls of a conversation. */
    private Set<String> keys(TestGateway gateway, String token, String model, String conversation) {
        int before = provider.requests().size();
        for (int i = 0; i < CALLS; i++) {
            assertThat(ask(gateway, token, model, conversation).statusCode()).isEqualTo(200);
        }
        List<ReceivedRequest> received = provider.requests();
        return received.subList(before, received.size()).stream()
                .map(ReceivedRequest::key)
                .collect(Collectors.toSet());
    }

    private static HttpResponse<String> ask(TestGateway gateway, String token, String model, String conversation) {
        return ManagedGateway.chat(gateway, token, """
                {"model":"%s","prompt_cache_key":"%s","messages":[{"role":"user","content":"echo:%s"}]}""".formatted(model, conversation, System.nanoTime()));
    }

    private TestGateway standalone(String line) {
        return StandaloneGateway.start(
                        "OPENAI_API_BASE=" + provider.v1(), "OPENAI_API_KEY_1=sk-1", "OPENAI_API_KEY_2=sk-2", line)
                .gateway();
    }

    private FakeAdmin admin(String strategy) {
        return FakeAdmin.start()
                .with("tenants", Published.tenant())
                .with("teams", Published.team())
                .with("tokens", Published.token(Published.TOKEN_ID, "kwy_one"))
                .with("providers", Published.provider(provider.v1(), strategy))
                .with(
                        "keys",
                        Published.key(Published.KEY_ID, "sk-1", provider.origin()),
                        Published.key(Published.id(6), "sk-2", provider.origin()));
    }
}
