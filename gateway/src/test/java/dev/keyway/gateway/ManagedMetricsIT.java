package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.admin.FakeAdmin;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.time.Awaiting;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics that only a managed gateway has, and their list in docs/metrics.md. */
class ManagedMetricsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static FakeProvider provider;
    private static FakeAdmin admin;
    private static TestGateway gateway;
    private static PrometheusMeterRegistry registry;

    @BeforeAll
    static void start() {
        provider = FakeProvider.start("sk-1");
        admin = FakeAdmin.start()
                .with("tenants", Published.tenant())
                .with("teams", Published.team())
                .with("tokens", Published.token(Published.TOKEN_ID, "kwy_one"))
                .with("providers", Published.provider(provider.v1(), "balanced"))
                .with("keys", Published.key(Published.KEY_ID, "sk-1", provider.origin()));
        gateway = ManagedGateway.start(admin, folder);
        registry = gateway.context().getBean(PrometheusMeterRegistry.class);
        Awaiting.until("a response", PATIENCE, ManagedMetricsIT::isServed);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        admin.close();
        provider.close();
    }

    @Test
    void thePageNamesEachWithItsLabels() throws IOException {
        Set<String> registered = registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getName().startsWith("keyway.configuration.")
                        || (id.getName().startsWith("keyway.usage.")
                                && !id.getName().startsWith("keyway.usage.log.")))
                .map(id -> id.getName()
                        + id.getTags().stream().map(tag -> " " + tag.getKey()).collect(Collectors.joining()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<List<String>> rows = rows();

        assertThat(rows).hasSameSizeAs(registered);
        String scraped = registry.scrape();
        for (List<String> row : rows) {
            assertThat(scraped)
                    .containsPattern("(?m)^" + row.get(0)
                            + (row.get(2).equals("–") ? " " : "\\{" + row.get(2) + "=\"[a-z]+\"} "));
        }
    }

    @Test
    void aBacklogShowsAndEnds() {
        Awaiting.until("the first batch", PATIENCE, () -> value("keyway.usage.shipped.last") > 0);
        Awaiting.until("all shipped", PATIENCE, () -> value("keyway.usage.unshipped.events") == 0);
        double taken = batches("taken");
        assertThat(value("keyway.usage.log.used")).isPositive().isLessThan(value("keyway.usage.log.capacity"));

        admin.refuse(503, "{\"code\":\"database_unavailable\"}");
        try {
            isServed();
            Awaiting.until("a backlog", PATIENCE, () -> value("keyway.usage.unshipped.events") > 0);
            Awaiting.until("its age", PATIENCE, () -> value("keyway.usage.unshipped.age") > 0);
            Awaiting.until("a failed batch", PATIENCE, () -> batches("failed") > 0);
        } finally {
            admin.refuse(0, "");
        }
        Awaiting.until("all shipped", PATIENCE, () -> value("keyway.usage.unshipped.events") == 0);
        assertThat(batches("taken")).isGreaterThan(taken);
        Awaiting.until("no age", PATIENCE, () -> value("keyway.usage.unshipped.age") == 0);
    }

    private static boolean isServed() {
        return ManagedGateway.chat(gateway, "kwy_one", TestGateway.chatBody("mine/gpt-4o", "m", false))
                        .statusCode()
                == 200;
    }

    private static double value(String name) {
        return registry.get(name).gauge().value();
    }

    private static double batches(String result) {
        return registry.get("keyway.usage.batches")
                .tag("result", result)
                .functionCounter()
                .count();
    }

    /** Of the table of managed gateways. */
    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(Path.of("../docs/metrics.md")).stream()
                .filter(line -> line.startsWith("| `keyway_"))
                .map(line -> Arrays.stream(line.split("\\|", -1))
                        .skip(1)
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
    }
}
