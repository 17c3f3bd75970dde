package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/limits.md, run in their order as they are on the page. */
class LimitsPageIT {

    private static final Pattern EXAMPLE = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path folder;

    @Test
    void theExamplesWork() throws Exception {
        try (Pair pair = Pair.start(folder)) {
            Subject subject = Subject.of(pair, "search");
            Map<String, String> variables = Map.of(
                    "ADMIN",
                    origin(pair.admin()),
                    "KEYWAY",
                    origin(pair.gateway()),
                    "TENANT",
                    "search",
                    "TEAM",
                    "search",
                    "TOKEN",
                    subject.token(),
                    "TOKEN_ID",
                    subject.path("token").replaceAll(".*/", ""),
                    "ACCESS_TOKEN",
                    pair.owner().token(),
                    "MODEL",
                    "fake/gpt-4o-mini");
            pair.price("gpt-4o-mini", "1", "2");
            List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/limits.md")))
                    .results()
                    .map(MatchResult::group)
                    .map(block -> block.substring("```sh".length(), block.length() - "```".length()))
                    .toList();
            assertThat(examples).hasSize(5);

            String made = run(examples.get(0), variables);
            assertThat(made).contains("\"requestsPerMinute\":2").contains("\"period\":\"DAY\"");
            pair.awaitConfiguration();
            assertThat(run(examples.get(1), variables))
                    .contains("The team 'search' has used 2 of its 2 requests per minute; this request needs 1");
            assertThat(run(examples.get(2), variables)).contains("\"enforced\":true");
            assertThat(run(examples.get(3), variables)).contains("\"amount\":\"0.01\"");
            assertThat(run(examples.get(4), variables))
                    .contains("\"limit\":\"requests_per_minute\",\"amount\":2,\"left\":0")
                    .contains("\"period\":\"day\"");
        }
    }

    private static String origin(PairProgram program) {
        return program.origin().toString().replaceAll("/$", "");
    }

    private static String run(String script, Map<String, String> variables) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
        shell.environment().putAll(variables);
        shell.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
