package dev.keyway.example.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application with the profile {@code managed}. */
class ManagedHostApplicationIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TENANT = UUID.randomUUID().toString();
    private static final String TEAM = UUID.randomUUID().toString();
    private static final String PROVIDER = UUID.randomUUID().toString();
    private static final String TOKEN = "kwy_of-the-test";
    private static final List<String> ROUTES = List.of("/ai/chat/completions", "/ai/v1/models", "/v1/chat/completions");

    @TempDir
    private Path folder;

    private FakeProvider openAi;
    private FakeAdmin admin;
    private @Nullable ConfigurableApplicationContext host;

    @BeforeEach
    void start() throws IOException {
        openAi = FakeProvider.start("key-of-the-company");
        Files.writeString(folder.resolve("credential"), "kwg_of-the-test\n");
        admin = FakeAdmin.start()
                .with("tenants", """
                        {"id":"%s","name":"Acme","zone":"UTC","blocked":false}""".formatted(TENANT))
                .with("teams", """
                        {"id":"%s","tenantId":"%s","name":"search","blocked":false}""".formatted(TEAM, TENANT))
                .with("tokens", """
                        {"id":"%s","tenantId":"%s","teamId":"%s","name":"batch","blocked":false,"secrets":[{"digest":"%s"}]}""".formatted(UUID.randomUUID(), TENANT, TEAM, digest(TOKEN)))
                .with("providers", """
                        {"id":"%s","slug":"openai","name":"OpenAI","declaration":"openai","baseUrl":"%s","strategy":"balanced","disabled":false}""".formatted(PROVIDER, openAi.v1()))
                .with("keys", """
                        {"id":"%s","providerId":"%s","name":"first","last4":"pany","origin":"%s","plain":"key-of-the-company","weight":1,"tier":0,"disabled":false}""".formatted(UUID.randomUUID(), PROVIDER, openAi.origin()));
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
        admin.close();
        openAi.close();
    }

    @Test
    void itsRoutesUseTheKeysOfTheAdminService() {
        host = run();
        ROUTES.forEach(path -> awaitStatus(path, 200));

        assertThat(openAi.requests())
                .allSatisfy(request -> assertThat(request.key()).isEqualTo("key-of-the-company"));
        assertThat(admin.calls("register").getFirst().authorization()).isEqualTo("Bearer kwg_of-the-test");
    }

    @Test
    void callsWithATokenReachTheAdminService() {
        host = run();
        awaitStatus("/v1/chat/completions", 200);

        var event = admin.awaitCall("usage", call -> call.body().path("status").asInt() == 200)
                .body();
        assertThat(event.path("owner").path("teamId").asString()).isEqualTo(TEAM);
        assertThat(event.path("attempts").path(0).path("providerId").asString()).isEqualTo(PROVIDER);
    }

    @Test
    void itsRoutesServeOnceThereIsAConfiguration() {
        admin.refuse(503, "{\"code\":\"snapshots_busy\"}");
        host = run();

        for (String path : ROUTES) {
            HttpResponse<String> refused = call(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(503);
            assertThat(refused.body()).as(path).contains("configuration_unavailable");
        }
        assertThat(openAi.requests()).isEmpty();
        admin.refuse(0, "");
        ROUTES.forEach(path -> awaitStatus(path, 200));
    }

    @Test
    void itsRoutesRefuseWhenTheConfigurationIsTooOld() {
        host = run("keyway.admin.snapshot-max-age=2s");
        ROUTES.forEach(path -> awaitStatus(path, 200));
        admin.refuse(502, "<html>");
        ROUTES.forEach(path -> awaitStatus(path, 503));
        admin.refuse(0, "");
        ROUTES.forEach(path -> awaitStatus(path, 200));
    }

    @Test
    void aKeyGoesToTheAddressOfItsProviderOnly() {
        try (FakeProvider elsewhere = FakeProvider.start("key-of-the-company")) {
            host = run("OPENAI_URL=" + elsewhere.v1());
            awaitStatus("/ai/chat/completions", 200);

            HttpResponse<String> refused = call("/ai/v1/models");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body())
                    .contains("keys_unavailable")
                    .doesNotContain(elsewhere.origin().getAuthority());
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aProviderThatIsNotConfiguredIsNamed() {
        admin.delete("providers", PROVIDER);
        host = run();

        awaitStatus("/ai/v1/models", 404);
        assertThat(call("/ai/v1/models").body()).contains("model_not_found", "Provider 'openai' is not configured");
        assertThat(call("/ai/chat/completions").statusCode()).isEqualTo(404);
    }

    private ConfigurableApplicationContext run(String... properties) {
        return SpringApplication.run(
                HostApplication.class,
                Stream.concat(
                                Stream.of(
                                        "server.port=0",
                                        "spring.profiles.active=managed",
                                        "ADMIN_URL=" + admin.origin(),
                                        "CREDENTIAL_FILE=" + folder.resolve("credential"),
                                        "STATE_DIR=" + folder.resolve("state"),
                                        "keyway.admin.allow-private-upstreams=127.0.0.1/32",
                                        "keyway.admin.shutdown-ship=1s",
                                        "OPENAI_URL=" + openAi.v1()),
                                Arrays.stream(properties))
                        .collect(Collectors.toMap(
                                property -> property.substring(0, property.indexOf('=')),
                                property -> "--" + property,
                                (usual, own) -> own,
                                LinkedHashMap::new))
                        .values()
                        .stream()
                        .toArray(String[]::new));
    }

    private void awaitStatus(String path, int status) {
        Awaiting.until(status + " for " + path, PATIENCE, () -> call(path).statusCode() == status);
    }

    /** Another team each time, since the application's limiter allows only some requests of one. */
    private HttpResponse<String> call(String path) {
        URI origin = URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(host).getEnvironment().getProperty("local.server.port"));
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .header("x-team", UUID.randomUUID().toString());
        if (path.endsWith("completions")) {
            request.POST(BodyPublishers.ofString("{\"model\":\"gpt-4o\",\"messages\":[]}"));
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String digest(String token) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
