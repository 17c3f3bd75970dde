package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/metrics.md names the metrics that there are, and their labels. */
class MetricsPageIT {

    @TempDir
    private static Path logs;

    private static TraceCollector collector;
    private static FakeProvider provider;
    private static TestGateway gateway;
    private static PrometheusMeterRegistry registry;

    @BeforeAll
    static void serveAPricedAndAnUnpricedRequest() throws IOException {
        collector = TraceCollector.start();
        provider = FakeProvider.start("sk-one");
        gateway = TestGateway.builder()
                .provider("openai", provider.v1(), "sk-one")
                .set("keyway.request-log.enabled", true)
                .set("keyway.request-log.directory", logs)
                .set("keyway.traces.endpoint", collector.origin())
                .start();
        registry = gateway.context().getBean(PrometheusMeterRegistry.class);
        assertThat(gateway.chat("openai/gpt-4o", "m1").statusCode()).isEqualTo(200);
        assertThat(gateway.chat("openai/a-model-without-a-price", "m2").statusCode())
                .isEqualTo(200);
        provider.when(Match.bodyContaining("\"seed\""))
                .once()
                .reply(Reply.status(400).body("""
                {"error":{"message":"m","param":"seed","code":"unknown_parameter"}}"""));
        gateway.post("/v1/chat/completions", """
                {"model":"openai/gpt-4o","seed":1,"messages":[{"role":"user","content":"m3"}]}""");
        int documented = documented().size();
        provider.await(
                "the metrics of all requests", java.time.Duration.ofSeconds(10), () -> meters().size() >= documented);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
        collector.close();
    }

    @Test
    void namesEveryMetricWithItsLabels() throws IOException {
        assertThat(meters()).isEqualTo(documented());
    }

    @Test
    void spellsTheNamesAsPrometheusShowsThem() throws IOException {
        String scraped = registry.scrape();
        for (List<String> row : rows()) {
            assertThat(scraped).containsPattern("(?m)^" + row.get(1) + "(_count)?[{ ]");
        }
    }

    private static Map<String, Set<String>> meters() {
        Map<String, Set<String>> meters = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            if (meter.getId().getName().startsWith("keyway.")) {
                meters.put(
                        meter.getId().getName(),
                        meter.getId().getTags().stream()
                                .map(Tag::getKey)
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return meters;
    }

    private static Map<String, Set<String>> documented() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        for (List<String> row : rows()) {
            documented.put(row.get(0), labels(row.get(3)));
        }
        return documented;
    }

    private static Set<String> labels(String cell) {
        return cell.equals("–") ? Set.of() : new TreeSet<>(List.of(cell.split(", ")));
    }

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(Path.of("../docs/metrics.md")).stream()
                .filter(line -> line.startsWith("| `keyway."))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .skip(1)
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
    }
}
