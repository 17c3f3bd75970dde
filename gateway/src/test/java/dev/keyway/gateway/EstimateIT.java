package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The estimated cost of requests, which follows from the sizes of earlier responses. */
class EstimateIT {

    private static final String MODEL = Published.id(20);

    @TempDir
    private Path folder;

    @Test
    void isTheSameAfterARestart() {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                FakeAdmin admin = admin(provider)) {
            long unknown;
            long known;
            try (TestGateway gateway = ManagedGateway.start(admin, folder)) {
                unknown = held(admin, gateway);
                known = held(admin, gateway);
            }
            try (TestGateway gateway = ManagedGateway.start(admin, folder)) {
                assertThat(held(admin, gateway)).isEqualTo(known).isLessThan(unknown);
            }
        }
    }

    private static long held(FakeAdmin admin, TestGateway gateway) {
        HttpResponse<String> response = Awaiting.value(
                "a response",
                Duration.ofSeconds(20),
                () -> ManagedGateway.chat(gateway, "kwy_one", TestGateway.chatBody("mine/gpt-4o", "m", false)),
                answer -> answer.statusCode() == 200);
        String id = response.headers().firstValue("x-request-id").orElseThrow();
        return admin.awaitCall(
                        "usage",
                        call -> call.body().path("requestId").asString().equals(id))
                .body()
                .path("heldNanos")
                .asLong();
    }

    private static FakeAdmin admin(FakeProvider provider) {
        return FakeAdmin.start()
                .with("tenants", Published.tenant())
                .with("teams", Published.team())
                .with("tokens", Published.token(Published.TOKEN_ID, "kwy_one"))
                .with("providers", Published.provider(provider.v1(), "balanced"))
                .with("keys", Published.key(Published.KEY_ID, "sk-1", provider.origin()))
                .with("models", Published.model(MODEL, "gpt-4o"))
                .with(
                        "prices",
                        Published.price(
                                Published.id(21), MODEL, "input", "standard", "2026-01-01T00:00:00Z", 1_000_000_000),
                        Published.price(
                                Published.id(22), MODEL, "output", "standard", "2026-01-01T00:00:00Z", 2_000_000_000));
    }
}
