package dev.keyway.admin.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/config-as-code.md do what the page says. */
class ConfigPageIT {

    private static final Path PAGE = Path.of("..", "docs", "config-as-code.md");
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    /** What a person does between reading the file and applying it. */
    private static final String EDIT = "sed -i 's/^\\( *zone: \\).*/\\1Europe\\/Paris/' keyway.yaml\n";

    @TempDir
    Path folder;

    @Test
    void theFileThatIsReadIsEditedTriedAndApplied() throws Exception {
        List<String> commands = COMMANDS.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(String::lines)
                .toList();
        assertThat(commands).hasSize(3).first().asString().endsWith("> keyway.yaml");
        try (AdminServer server = AdminServer.start()) {
            Api owner = server.owner();
            owner.with("Content-Type", "application/yaml")
                    .put("/api/v1/config", ExampleFile.YAML)
                    .expect(200);
            String token = owner.post("/api/v1/me/access-tokens", "{\"name\": \"git\"}")
                    .expect(201)
                    .text("secret");
            Map<String, String> environment =
                    Map.of("KEYWAY", server.address().toString(), "AUTH", "Authorization: Bearer " + token);

            String tried = Shell.run(folder, commands.get(0) + "\n" + EDIT + commands.get(1) + "\n", environment);
            assertThat(tried).contains("\"applied\":false", "Europe/Berlin", "Europe/Paris");
            assertThat(zones(server)).containsExactly("Europe/Berlin");

            String applied = Shell.run(folder, commands.get(2) + "\n", environment);
            assertThat(applied).isEqualTo(tried.replace("\"applied\":false", "\"applied\":true"));
            assertThat(zones(server)).containsExactly("Europe/Paris");
            assertThat(owner.get("/api/v1/config").expect(200).raw())
                    .isEqualTo(Files.readString(folder.resolve("keyway.yaml")));
            assertThat(owner.get("/api/v1/audit?limit=1").expect(200).text("items/0/reason"))
                    .isEqualTo("as reviewed");

            assertThat(Shell.run(folder, commands.get(2) + "\n", environment))
                    .startsWith("{\"applied\":true,\"create\":[],\"change\":[],\"delete\":[]");
        }
    }

    private static List<String> zones(AdminServer server) {
        return server.sql()
                .sql("SELECT zone FROM keyway.tenant WHERE deleted_at IS NULL")
                .query((row, n) -> row.getString(1))
                .list();
    }
}
