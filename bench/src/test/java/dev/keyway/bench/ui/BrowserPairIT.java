package dev.keyway.bench.ui;

import dev.keyway.bench.pair.Pair;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.dialect.Usage;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do in the web interface takes effect at the gateway, and what the gateway does is shown there. */
class BrowserPairIT {

    private static final Path INTERFACE = Path.of("..", "admin-ui");

    @TempDir
    private Path folder;

    @Test
    void theInterfaceAndTheGatewayAreOneProduct() throws IOException, InterruptedException {
        try (Pair pair = Pair.start(folder)) {
            pair.price("costly", "100", "200");
            pair.provider().when(Match.model("costly")).reply(Reply.ok().usage(Usage.of(1_000, 500)));
            pair.provider()
                    .when(Match.model("busy"))
                    .once()
                    .reply(Reply.error(Errors.openAi().rateLimited().retryAfter(Duration.ofSeconds(30))));
            String unused = new NodeScript(
                            INTERFACE, List.of("--test", "--test-reporter=spec", "browser/pair.test.mjs"))
                    .output(
                            pair.admin().origin(),
                            pair.password(),
                            Map.of("KEYWAY_UI_GATEWAY", pair.gateway().origin().toString()));
        }
    }
}
