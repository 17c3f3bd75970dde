package dev.keyway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/admin-api.md does what it says, from its top to its end. */
class TenTasksIT {

    private static final Path PAGE = Path.of("..", "docs", "admin-api.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void everyCallOnThePageWorksAsItStandsThere() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(page.lines().filter(line -> line.startsWith("## "))).hasSize(10);
        assertThat(BLOCK.matcher(page).results()).hasSize(10);
        try (AdminServer server = AdminServer.start(Map.of("keyway.catalogue.load", "first-start"))) {
            String told = run(script(page), server);
            assertThat(server.sql()
                            .sql("SELECT count(*) FROM keyway.proxy_token WHERE revoked_at IS NOT NULL")
                            .query(Integer.class)
                            .single())
                    .as(told)
                    .isOne();
            assertThat(server.sql()
                            .sql("SELECT count(*) FROM keyway.provider_key")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(3);
            assertThat(told).contains("kwy_", "left in a public repository", "\"mayCall\": true");
            assertThat(Files.readAllLines(folder.resolve("audit.ndjson"))).hasSizeGreaterThan(10);
        }
    }

    private static String script(String page) {
        return """
                set -euo pipefail
                for tool in curl jq; do
                  command -v $tool > /dev/null || { echo "docs/admin-api.md needs $tool: install it"; exit 1; }
                done
                """
                + BLOCK.matcher(page)
                        .results()
                        .map((MatchResult block) -> block.group(1))
                        .collect(Collectors.joining("\n"));
    }

    private String run(String script, AdminServer server) throws IOException, InterruptedException {
        Path told = folder.resolve("told.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        shell.environment().put("KEYWAY", server.address().toString());
        shell.environment().put("OWNER_PASSWORD", AdminServer.OWNER_PASSWORD);
        shell.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        Process process = shell.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(told)).isZero();
            return Files.readString(told);
        } finally {
            process.destroyForcibly();
        }
    }
}
