package dev.keyway.admin.usage.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.Shell;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
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

/** docs/exports.md does what it says, and names the columns that there are. */
class ExportPageIT {

    private static final Path PAGE = Path.of("..", "docs", "exports.md");
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
            TestEvents events = new TestEvents(new Random(1), 1);
            Instant at = server.clock().instant().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
            UsageOwner of = new UsageOwner(tenant, "Newsroom", UUID.randomUUID(), "Research", UUID.randomUUID(), "t");
            var unused = TestLog.on(server)
                    .ship(List.of(events.request(
                            events.id(at),
                            of,
                            at,
                            LocalDate.ofInstant(at, ZoneOffset.UTC),
                            "COMPLETED",
                            List.of(events.attempt(1, at, 123_456, null)))));

            String told = Shell.run(
                    folder,
                    BLOCK.matcher(Files.readString(PAGE))
                            .results()
                            .map((MatchResult block) -> block.group(1))
                            .collect(Collectors.joining("\n")),
                    Map.of("KEYWAY", server.address().toString(), "AUTH", "Authorization: " + owner.authorization()));

            assertThat(told).contains("0.000123456", "\"rows\": 1", "BilledCost");
            assertThat(Files.readString(folder.resolve("focus.csv"))).contains("AI and Machine Learning");
        }
    }

    @Test
    void everyColumnOfFocusIsOnThePage() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(FocusColumns.ALL)
                .extracting(FocusColumn::name)
                .filteredOn(name -> !name.startsWith("CapacityReservation") && !name.startsWith("CommitmentDiscount"))
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
