package dev.keyway.bench.ui;

import dev.keyway.bench.pair.Pair;
import dev.keyway.bench.rig.Folder;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Screenshots of every page of the web interface: both themes, two sizes of the window, with the example company. */
@Command(
        name = "screenshots",
        mixinStandardHelpOptions = true,
        description = "Writes screenshots of the web interface to docs/images.")
public final class Screenshots implements Callable<Integer> {

    private static final int CALLS = 24;
    private static final int KEYS = 6;
    private static final Duration BACK_IN = Duration.ofMinutes(30);

    @Option(
            names = "--sources",
            defaultValue = "${sys:keyway.home:-.}",
            description = "The folder of the source code. [${DEFAULT-VALUE}]")
    private Path sources = Path.of(".");

    @Option(names = "--to", description = "The folder of the images. [docs/images]")
    private Path to = Path.of("docs/images");

    @Option(names = "--only", defaultValue = "", description = "Only pages whose names begin with this. [all]")
    private String only = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Folder folder = Folder.temporary("keyway-screenshots");
                Pair pair = Pair.in(folder.path())
                        .sources(sources)
                        .keys(KEYS)
                        .admin("KEYWAY_DEMO_SEED", "true")
                        .admin("KEYWAY_GATEWAY_PUBLIC_URL", "https://llm.example.com")
                        .start()) {
            use(pair);
            return new NodeScript(sources.resolve("admin-ui"), "browser/screenshots.mjs")
                    .run(
                            pair.admin().origin(),
                            pair.password(),
                            Map.of(
                                    "KEYWAY_UI_IMAGES",
                                    sources.resolve(to).toAbsolutePath().toString(),
                                    "KEYWAY_UI_ONLY",
                                    only));
        }
    }

    /** Calls, so that keys have states: most are ready, one cools down, one was rejected. */
    private static void use(Pair pair) {
        String keys = "/api/v1/providers/fake/keys";
        int number = 0;
        for (JsonNode key : pair.owner().get(keys).get("items")) {
            number++;
            JsonNode unused = pair.owner()
                    .patch(keys + "/" + key.get("id").asString(), "{\"name\": \"research %d\"}".formatted(number));
        }
        pair.price("gpt-4o-mini", "0.15", "0.60");
        pair.provider()
                .when(Match.key("key-number-1"))
                .reply(Reply.error(Errors.openAi().rateLimited().retryAfter(BACK_IN)));
        pair.provider()
                .when(Match.key("key-number-2"))
                .reply(Reply.error(Errors.openAi().invalidKey()));
        for (int i = 0; i < CALLS; i++) {
            var unused = pair.chat(pair.token(), i % 2 == 0);
        }
    }
}
