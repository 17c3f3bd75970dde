package dev.keyway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/admin-api.md does what it says, from its top to its end, in an empty installation and beside the company of a demo. */
class TenTasksIT {

    private static final Path PAGE = Path.of("..", "docs", "admin-api.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCallOnThePageWorksAsItStandsThere(boolean demo) throws Exception {
        String page = Files.readString(PAGE);
        assertThat(page.lines().filter(line -> line.startsWith("## "))).hasSize(10);
        assertThat(BLOCK.matcher(page).results()).hasSize(10);
        try (AdminServer server = AdminServer.start(
                Map.of("keyway.catalogue.load", "first-start", "keyway.demo.seed", String.valueOf(demo)))) {
            String told = Shell.run(
                    folder,
                    script(page),
                    Map.of("KEYWAY", server.address().toString(), "OWNER_PASSWORD", AdminServer.OWNER_PASSWORD));
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
        return BLOCK.matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"));
    }
}
