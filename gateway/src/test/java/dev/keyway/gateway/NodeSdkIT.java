package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The own SDKs of OpenAI and Anthropic for Node, in a project of its own: src/test/node. */
class NodeSdkIT {

    private static final int TESTS = 29 + 6 + 20;

    private final Path sources = module().resolve("src/test/node");
    private final Path project = module().resolve("target/node-sdk");

    @Test
    void theSdksWorkUnchanged() throws Exception {
        copyProject();
        run(
                Map.of(),
                "npm",
                "ci",
                "--prefer-offline",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--loglevel=error");
        try (FakeProvider provider = FakeProvider.start("sk-openai", "sk-gemini", "sk-local", "sk-limited", "sk-ant");
                StandaloneGateway gateway = gateway(provider)) {
            script(provider);

            String report = run(
                    Map.of(
                            "OPENAI_BASE_URL",
                            gateway.baseUrl(),
                            "OPENAI_API_KEY",
                            TestGateway.TOKEN,
                            "KEYWAY_ORIGIN",
                            gateway.gateway().origin().toString()),
                    "node",
                    "--test",
                    "--test-reporter=tap");

            assertThat(report).contains("# pass " + TESTS + "\n", "# fail 0\n", "# skipped 0\n");
            assertThat(provider.requests(Match.model("gpt-4o")))
                    .filteredOn(request -> request.key().startsWith("sk-dead"))
                    .extracting(ReceivedRequest::key)
                    .as("each dead key is tried once")
                    .containsOnlyOnce("sk-dead-1", "sk-dead-2");
            assertThat(provider.requests(Match.model("too-long"))).hasSize(1);
            assertThat(provider.requests(Match.model("structured")).getFirst().body())
                    .asString()
                    .contains("\"response_format\":{\"type\":\"json_schema\"", "\"additionalProperties\":false");
            for (String model : List.of("endless", "claude-endless")) {
                for (ReceivedRequest stream :
                        provider.requests(Match.model(model).and(Match.streaming()))) {
                    provider.awaitAbandoned(stream, Duration.ofSeconds(10));
                }
            }
            gateway.awaitNothingInFlight();
        }
    }

    private static StandaloneGateway gateway(FakeProvider provider) {
        return StandaloneGateway.start(
                "GLOBAL_TIMEOUT=1",
                "OPENAI_API_BASE=" + provider.v1(),
                "OPENAI_API_KEY=sk-openai",
                "ANTHROPIC_API_BASE=" + provider.v1(),
                "ANTHROPIC_API_KEY=sk-ant",
                "GEMINI_API_BASE=" + provider.geminiOpenAi(),
                "GEMINI_API_KEY=sk-gemini",
                "LOCAL_API_BASE=" + provider.v1(),
                "LOCAL_API_KEY=sk-local",
                "LIMITED_API_BASE=" + provider.v1(),
                "LIMITED_API_KEY=sk-limited",
                "DEAD_API_BASE=" + provider.v1(),
                "DEAD_API_KEY_1=sk-dead-1",
                "DEAD_API_KEY_2=sk-dead-2");
    }

    private static void script(FakeProvider provider) {
        provider.when(Match.model("too-long")).reply(Errors.openAi().contextLength());
        provider.when(Match.key("sk-limited").and(Match.path("/chat/completions")))
                .once()
                .reply(Errors.openAi().rateLimited().retryAfterMillis(Duration.ofMillis(1500)));
        provider.when(Match.model("structured")).reply(Reply.ok().text("{\"answer\":\"yes\"}"));
        provider.when(Match.model("claude-long")).reply(Errors.anthropic().contextLength());
        provider.when(Match.model("claude-broken")).reply(Errors.anthropic().server());
        provider.when(Match.bodyContaining("-cut")).reply(Reply.chunks(20).cutAfter(5));
        whole(provider, "/chat/completions", """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",
            "message":{"role":"assistant","content":"all at once"}}],"usage":{"prompt_tokens":1,"completion_tokens":3,"total_tokens":4}}\
            """);
        whole(provider, "/responses", """
            {"id":"r","object":"response","created_at":1,"status":"completed","error":null,"tools":[],"output":[
            {"type":"message","id":"msg","status":"completed","role":"assistant","content":[
            {"type":"output_text","text":"all at once","annotations":[]}]}],"usage":{"input_tokens":1,"output_tokens":3,"total_tokens":4}}\
            """);
        whole(provider, "/messages", """
            {"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"all at once"},
            {"type":"tool_use","id":"t","name":"f","input":{"a":1}}],"stop_reason":"tool_use","stop_sequence":null,
            "usage":{"input_tokens":1,"output_tokens":3}}\
            """);
        for (String model : List.of("endless", "claude-endless")) {
            provider.when(Match.model(model).and(Match.streaming()))
                    .reply(Reply.chunks(100_000).gap(Duration.ofMillis(5)));
        }
    }

    private static void whole(FakeProvider provider, String path, String answer) {
        provider.when(Match.path(path).and(Match.bodyContaining("-whole")))
                .reply(Reply.status(200).body(answer).contentType("application/json"));
    }

    private void copyProject() throws IOException {
        Files.createDirectories(project);
        FileSystemUtils.deleteRecursively(project.resolve("node_modules"));
        for (String file : List.of("package.json", "package-lock.json", "openai.test.js", "anthropic.test.js")) {
            Files.copy(sources.resolve(file), project.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What the command printed; it has to end well within two minutes. */
    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path log = project.resolve(command[0] + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = start(builder);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return fail("%s did not end within two minutes:%n%s", String.join(" ", command), Files.readString(log));
        }
        assertThat(process.exitValue())
                .as("%s ended with:%n%s", String.join(" ", command), Files.readString(log))
                .isZero();
        return Files.readString(log);
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException missing) {
            return fail(
                    "This test needs Node 20 or later with npm: '%s' cannot be run (%s)",
                    builder.command().getFirst(), missing.getMessage());
        }
    }

    /** The module's folder, wherever the test is started. */
    private static Path module() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("src/test/node")) ? here : here.resolve("gateway");
    }
}
