package dev.keyway.admin.usage.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.Shell;
import dev.keyway.admin.usage.TestLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/usage.md does what it says, from its top to its end. */
class UsagePageIT {

    private static final Path PAGE = Path.of("..", "docs", "usage.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void everyCallOnThePageWorksAsItStandsThere() throws Exception {
        try (AdminServer server = AdminServer.start()) {
            Api owner = server.owner();
            UUID tenant = UUID.fromString(owner.post("/api/v1/tenants", "{\"name\": \"Newsroom\"}")
                    .expect(201)
                    .text("id"));
            String teams = "/api/v1/tenants/" + tenant + "/teams";
            UUID team = UUID.fromString(
                    owner.post(teams, "{\"name\": \"Research\"}").expect(201).text("id"));
            TestCall.of(tenant, team, UUID.randomUUID())
                    .at(server.clock().instant().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS))
                    .requestId("6f1c2f0e-52f5-4d7b-9a6e-0f3f9f0f6a11")
                    .attempt(UUID.randomUUID(), UUID.randomUUID(), "gpt-4o-mini", 123_456)
                    .book(TestLog.on(server));

            TestCall.of(tenant, team, UUID.randomUUID())
                    .at(server.clock().instant().minusSeconds(30).truncatedTo(ChronoUnit.MILLIS))
                    .refused(3)
                    .book(TestLog.on(server));

            String told = Shell.run(
                    folder,
                    BLOCK.matcher(Files.readString(PAGE))
                            .results()
                            .map((MatchResult block) -> block.group(1))
                            .collect(Collectors.joining("\n")),
                    Map.of(
                            "KEYWAY",
                            server.address().toString(),
                            "AUTH",
                            "Authorization: " + owner.authorization(),
                            "REQUEST_ID",
                            "6f1c2f0e-52f5-4d7b-9a6e-0f3f9f0f6a11"));

            assertThat(told).contains("gpt-4o-mini", "Research", "0.000123456", "rate_limit_exceeded");
        }
    }
}
