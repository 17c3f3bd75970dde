package dev.keyway.helm.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.helm.chart.Chart;
import dev.keyway.helm.container.BuiltImages;
import dev.keyway.helm.container.Image;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * An installation as {@code ci/minimal.yaml} makes it, from the rendered manifests to a call in the books, and an upgrade.
 *
 * <p>What stands in for the cluster and the kubelet, and what is different there, is in {@link Pod}. Besides: one replica of
 * each workload runs, since pods share the ports of this machine. The values also name the database's port, and a provider
 * in a private network, which is this machine. The API server, its defaults and its admission are not here. The upgrade
 * changes values, not the release: the same images and the same schema, with all pods stopped between; OlderVersionsIT
 * migrates the schemas of older releases.
 */
class KubeletIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final URI GATEWAY = URI.create("http://127.0.0.1:8000");
    private static final URI ADMIN = URI.create("http://127.0.0.1:8080");

    private final Passwords passwords = Passwords.random();
    private final Cluster cluster = new Cluster();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void aReleaseServesBooksAndIsUpgraded() throws Exception {
        BuiltImages.assumeTheyRun();
        requireFreePorts();
        try (Postgres postgres = Postgres.start(folder, passwords);
                FakeProvider provider = FakeProvider.start(passwords.providerKey());
                ExecutorService starts = Executors.newVirtualThreadPerTaskExecutor()) {
            cluster.apply(passwords.manifests(postgres.certificate()));
            cluster.apply(render(postgres, Map.of()));
            Node node = node();

            Future<Pod> starting = starts.submit(() -> gateway(node));
            String token;
            try (Pod admin = admin(node, starting)) {
                try (Pod gateway = get(starting);
                        Owner owner = new Owner(ADMIN, passwords.owner())) {
                    token = configure(owner, provider);
                    awaitServed(token);
                    Awaiting.until("the call in the books", PATIENCE, () -> requests(owner) == 1);
                    assertThat(testOfTheChart(node, postgres, token))
                            .contains("ok    the gateway is ready", "ok    a streamed call comes to its end")
                            .doesNotContain("FAIL");
                    Awaiting.until("the test's call in the books", PATIENCE, () -> requests(owner) == 2);
                    assertThat(owner.get("/api/v1/gateways").path("items")).hasSize(1);

                    Future<Duration> stopping = starts.submit(admin::stop);
                    Duration gatewayStopped = gateway.stop();
                    assertThat(List.of(gatewayStopped, stopping.get()))
                            .as("nothing runs or waits, so it is the preStop hook that takes the time")
                            .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(45)));
                }
            }

            // The upgrade: other values, other pods, the same volumes and the same database.
            cluster.apply(render(postgres, Map.of("commonLabels.release", "next")));
            try (Pod admin = admin(node, null);
                    Pod gateway = gateway(node);
                    Owner owner = new Owner(ADMIN, passwords.owner())) {
                assertThat(List.of(gateway, admin))
                        .allSatisfy(
                                pod -> assertThat(pod.metadata().path("labels").toString())
                                        .contains("next"));
                assertThat(requests(owner)).isEqualTo(2);
                awaitServed(token);
                Awaiting.until("the call after the upgrade in the books", PATIENCE, () -> requests(owner) == 3);
                assertThat(owner.get("/api/v1/gateways").path("items"))
                        .as("the gateway keeps its identity in its volume")
                        .hasSize(1);
                assertThat(node.logs())
                        .as("what any container has written")
                        .contains("The schema is up to date")
                        .doesNotContain(passwords.all())
                        .doesNotContain(token);
            }
        }
    }

    private static void requireFreePorts() throws IOException {
        for (int port : List.of(8000, 8001, 8080, 8081)) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
                assertThat(socket.getLocalPort()).isEqualTo(port);
            } catch (IOException e) {
                throw new AssertionError(
                        "port " + port + " is in use: stop what listens there, such as ./keyway up", e);
            }
        }
    }

    private Node node() throws IOException, InterruptedException {
        Image gateway = Image.unpack(BuiltImages.file("gateway", false), folder.resolve("gateway-image"));
        Image admin = Image.unpack(BuiltImages.file("admin-api", false), folder.resolve("admin-image"));
        return new Node(
                cluster,
                "keyway",
                Map.of("keyway-gateway", gateway, "keyway-admin", admin),
                List.of(Postgres.HOST),
                folder,
                new CopyOnWriteArrayList<>());
    }

    private static String render(Postgres postgres, Map<String, Object> more) {
        Map<String, Object> values = new HashMap<>(more);
        values.put("database.port", postgres.port());
        values.put("allowPrivateUpstreams[0]", "127.0.0.0/8");
        return Chart.render("minimal", values).text();
    }

    private Pod gateway(Node node) throws IOException, InterruptedException {
        JsonNode workload = cluster.of("StatefulSet").getFirst();
        return Pod.start(
                Cluster.name(workload) + "-0",
                workload.path("spec").path("template"),
                workload.path("spec").path("volumeClaimTemplates"),
                node);
    }

    /** Starts the admin service; if that fails, the start of the gateway is given up. */
    private Pod admin(Node node, @Nullable Future<Pod> gateway) throws IOException, InterruptedException {
        JsonNode workload = cluster.of("Deployment").getFirst();
        try {
            return Pod.start(
                    Cluster.name(workload) + "-7d9c5b",
                    workload.path("spec").path("template"),
                    workload.path("none"),
                    node);
        } catch (IOException | AssertionError e) {
            if (gateway != null) {
                gateway.cancel(true);
            }
            throw e;
        }
    }

    private static Pod get(Future<Pod> starting) throws InterruptedException {
        try {
            return starting.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** Runs the pod of {@code helm test} with a token, as a person who has given one does. */
    private String testOfTheChart(Node node, Postgres postgres, String token) throws IOException, InterruptedException {
        var pods = new Cluster();
        pods.apply(render(
                postgres, Map.of("tests.token.existingSecret", "keyway-check", "tests.model", "fake/gpt-4o-mini")));
        cluster.apply(new Passwords.Named("keyway-check", Map.of("token", token)).yaml());
        JsonNode pod = pods.of("Pod").getFirst();
        return Pod.runToItsEnd(Cluster.name(pod), pod, node);
    }

    /** Makes a provider with a key, and a tenant and team with a token, which is returned. */
    private String configure(Owner owner, FakeProvider provider) throws IOException, InterruptedException {
        owner.post("/api/v1/providers", "{\"slug\": \"fake\", \"baseUrl\": \"%s\"}".formatted(provider.v1()));
        owner.post("/api/v1/providers/fake/models", "{\"name\": \"gpt-4o-mini\"}");
        owner.post(
                "/api/v1/providers/fake/keys",
                "{\"name\": \"first\", \"secret\": \"%s\"}".formatted(passwords.providerKey()));
        owner.post("/api/v1/tenants", "{\"name\": \"Acme\", \"zone\": \"UTC\"}");
        owner.post("/api/v1/tenants/Acme/teams", "{\"name\": \"Search\"}");
        return owner.post("/api/v1/tenants/Acme/teams/Search/tokens", "{\"name\": \"first\"}")
                .path("secret")
                .asString();
    }

    /** Streams a call until the gateway, which gets its configuration within seconds, knows token and provider. */
    private void awaitServed(String token) {
        HttpRequest call = HttpRequest.newBuilder(GATEWAY.resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"model\": \"fake/gpt-4o-mini\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}"))
                .build();
        String body = Awaiting.value("a served call", PATIENCE, () -> send(call), text -> text.contains("data: "));
        assertThat(body.strip()).endsWith("data: [DONE]");
    }

    private String send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** How many served calls are in the books. */
    private static int requests(Owner owner) {
        try {
            return owner.get("/api/v1/usage/requests?outcome=COMPLETED")
                    .path("items")
                    .size();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
