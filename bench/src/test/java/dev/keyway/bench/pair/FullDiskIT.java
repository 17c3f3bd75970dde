package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A disk that takes no more. The kernel limits the files of the gateway's process, so that none can grow or be made, as on a full disk,
 * without a file system of its own, which a test may not mount everywhere.
 */
class FullDiskIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int CLIENTS = 32;
    private static final int REFUSED = 503;

    @TempDir
    private Path folder;

    @Test
    void refusesAtAdmissionLosesNothingAndLetsNoRevokedTokenIn() throws Exception {
        assumeThat(Path.of("/usr/bin/prlimit")).exists();
        try (Pair pair = Pair.start(folder);
                Connection connection = pair.connect()) {
            pair.price("gpt-4o-mini", "0.15", "0.60");
            Books books = Books.of(connection);
            String tokens = "/api/v1/tenants/Default/teams/Default/tokens";
            JsonNode revoked = pair.owner().post(tokens, "{\"name\": \"revoked\"}");
            pair.awaitConfiguration();

            limit(pair.gateway(), "0");
            pair.owner().delete(tokens + "/" + revoked.get("id").asString());
            pair.awaitConfiguration();
            Calls calls = new Calls(pair);
            calls.start(CLIENTS, Duration.ZERO);
            Awaiting.until(
                    "a refusal",
                    PATIENCE,
                    () -> calls.answers().stream().anyMatch(answer -> answer.status() == REFUSED));
            calls.stop();
            assertThat(calls.answers().stream().filter(answer -> answer.status() == REFUSED))
                    .allSatisfy(answer -> assertThat(answer.body()).contains("accounting_unavailable"));
            assertThat(calls.answers().stream().filter(answer -> answer.status() != REFUSED))
                    .allMatch(Calls.Answer::isWhole);

            limit(pair.gateway(), "unlimited");
            Awaiting.until(
                    "a call that is served again",
                    PATIENCE,
                    () -> calls.chat(pair.token(), true).statusCode() == 200);
            calls.requireBooked(books);
            assertThat(books.gaps()).isEmpty();
            Set<String> refused = calls.answers().stream()
                    .filter(answer -> answer.status() == REFUSED)
                    .map(Calls.Answer::requestId)
                    .collect(Collectors.toSet());
            assertThat(books.entries().stream().filter(entry -> refused.contains(entry.requestId())))
                    .as("a call for which there was room, but not for its attempt")
                    .allSatisfy(entry -> {
                        assertThat(entry.outcome()).isIn("FAILED", "REFUSED");
                        assertThat(entry.costNanos()).isZero();
                    });

            JsonNode unused = pair.owner().post(tokens, "{\"name\": \"later\"}");
            pair.awaitConfiguration();
            pair.admin().kill();
            pair.gateway().kill();
            pair.gateway().restart();
            assertThat(pair.chat(pair.token(), false).statusCode()).isEqualTo(200);
            assertThat(pair.chat(revoked.get("secret").asString(), false).statusCode())
                    .isEqualTo(401);
        }
    }

    /** How large the process may make a file: {@code 0} or {@code unlimited}. */
    private void limit(PairProgram program, String bytes) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "prlimit-", ".txt");
        Process process = new ProcessBuilder(
                        List.of("/usr/bin/prlimit", "--pid", String.valueOf(program.pid()), "--fsize=" + bytes + ":"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }
}
