package dev.keyway.bench.books;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.pair.Books;
import dev.keyway.bench.pair.Pair;
import dev.keyway.bench.pair.PairProgram;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes have the credential of one gateway, or even its state directory. */
class SecondProcessIT {

    private static final String CREDENTIAL = "gateway.credential";
    private static final String OTHER_STATE = "gateway-2";
    private static final String MODEL = "gpt-4o-mini";
    private static final String TOKENS = "/api/v1/tenants/Default/teams/Default/tokens";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Test
    void theSecondGetsNoChangesAndItsUsageIsNotLost(@TempDir Path folder) throws Exception {
        try (Pair pair = Pair.start(folder);
                Connection connection = pair.connect()) {
            Books books = Books.of(connection);
            PairProgram first = pair.gateway();
            pair.price(MODEL, "0.15", "0.60");
            assertThat(first.terminate()).isNotZero();
            PairProgram second = pair.startGateway(CREDENTIAL, OTHER_STATE, Map.of());
            assertThat(second.terminate()).isNotZero();

            PairProgram unused = first.restart();
            PairProgram ready = second.restart();
            Awaiting.until(
                    "the refusal of the second", PATIENCE, () -> ready.output().contains("gateway_running"));
            String later = pair.owner()
                    .post(TOKENS, "{\"name\": \"later\"}")
                    .get("secret")
                    .asString();
            Awaiting.until(
                    "the change at the first",
                    PATIENCE,
                    () -> chat(pair, first, later).statusCode() == 200);
            assertThat(chat(pair, second, later).statusCode()).isEqualTo(401);
            String atFirst = requestId(chat(pair, first, pair.token()));
            String atSecond = requestId(chat(pair, second, pair.token()));

            refusesTheSameStateDirectory(pair);

            assertThat(first.terminate()).isNotZero();
            Awaiting.until(
                    "the change at the second",
                    PATIENCE,
                    () -> chat(pair, second, later).statusCode() == 200);
            assertThat(second.terminate()).isNotZero();
            assertThat(books.entries())
                    .extracting(Books.Entry::requestId)
                    .contains(atFirst, atSecond)
                    .doesNotHaveDuplicates();
            assertThat(books.gaps()).isEmpty();
            books.requireEqualSums();
        }
    }

    private static void refusesTheSameStateDirectory(Pair pair) {
        PairProgram third = pair.launchGateway(CREDENTIAL, OTHER_STATE, Map.of());
        assertThat(third.awaitExit()).isNotZero();
        assertThat(third.output()).contains("KEYWAY_STATE_DIR", "another gateway", OTHER_STATE);
    }

    private static HttpResponse<String> chat(Pair pair, PairProgram at, String token) {
        return pair.chat(at, token, "fake/" + MODEL, true);
    }

    private static String requestId(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers().firstValue("x-request-id").orElseThrow();
    }
}
