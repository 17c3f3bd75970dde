package dev.keyway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageAttempt;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageOwner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/statements.md does what it says, from its top to its end. */
class StatementsPageIT {

    private static final Path PAGE = Path.of("..", "docs", "statements.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private final TestEvents events = new TestEvents(new Random(), 1);

    @TempDir
    Path folder;

    @Test
    void everyCallOnThePageWorksAsItStandsThere() throws Exception {
        try (AdminServer server = AdminServer.start()) {
            Api owner = server.owner();
            Answer provider = owner.post(
                            "/api/v1/providers",
                            "{\"slug\": \"openai\", \"name\": \"OpenAI\", \"declaration\": \"openai\"}")
                    .expect(201);
            owner.post(provider.header("Location") + "/models", "{\"name\": \"gpt-4o-mini\"}")
                    .expect(201);
            UUID tenant = UUID.fromString(owner.post("/api/v1/tenants", "{\"name\": \"Newsroom\"}")
                    .expect(201)
                    .text("id"));
            UUID team = UUID.fromString(owner.post("/api/v1/tenants/" + tenant + "/teams", "{\"name\": \"Research\"}")
                    .expect(201)
                    .text("id"));
            UsageOwner of = new UsageOwner(tenant, "Newsroom", team, "Research", UUID.randomUUID(), "Search");
            UUID id = UUID.fromString(provider.text("id"));
            Instant recently = server.clock().instant().truncatedTo(ChronoUnit.MILLIS);
            TestLog.on(server)
                    .ship(List.of(
                            request(of, Instant.parse("2026-03-10T12:00:00Z"), id, 750_000, Map.of()),
                            request(of, recently, id, 0, Map.of("input", 1_000_000L))));

            String told = Shell.run(
                    folder,
                    BLOCK.matcher(Files.readString(PAGE))
                            .results()
                            .map((MatchResult block) -> block.group(1))
                            .collect(Collectors.joining("\n")),
                    Map.of("KEYWAY", server.address().toString(), "AUTH", "Authorization: " + owner.authorization()));

            assertThat(told)
                    .contains("Research", "\"after\": \"0.12\"", "\"difference\": \"0.11925\"", "\"repriced\": 1");
        }
    }

    private UsageEvent request(UsageOwner of, Instant at, UUID provider, long nanos, Map<String, Long> unpriced) {
        return events.request(
                events.id(at),
                of,
                at,
                LocalDate.ofInstant(at, ZoneOffset.UTC),
                "COMPLETED",
                List.of(new UsageAttempt(
                        1,
                        provider,
                        "openai",
                        null,
                        UUID.randomUUID(),
                        "gpt-4o-mini",
                        null,
                        "standard",
                        at,
                        "COMPLETED",
                        200,
                        null,
                        "idle",
                        null,
                        5L,
                        9,
                        Map.of("input", 1_000_000L),
                        nanos,
                        false,
                        unpriced,
                        false,
                        0)));
    }
}
