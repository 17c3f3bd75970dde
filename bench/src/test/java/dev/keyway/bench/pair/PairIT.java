package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.db.PrivateFiles;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The gateway serves by what the admin service says, and each call is in the books. */
class PairIT {

    private static final String CONCURRENT_UPDATE = "40001";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** From the end of a call until its record is listed. */
    private static final Duration LISTED = Duration.ofSeconds(5);

    private static final String TOKENS = "/api/v1/tenants/Default/teams/Default/tokens";

    @Test
    void aCallIsInTheBooksOnceAndARevokedTokenIsRefused(@TempDir Path folder, TestReporter report)
            throws IOException, SQLException {
        // A managed gateway does not read it: it would refuse to start with it.
        Files.writeString(
                PrivateFiles.folder(folder.resolve("state")).resolve(".env"), "PROXY_API_KEY=of-the-folder\n");
        try (Pair pair = Pair.start(folder);
                Connection connection = pair.connect()) {
            pair.price("gpt-4o-mini", "0.15", "0.60");
            Books books = Books.of(connection);
            List<String> called = new ArrayList<>();
            Promptness promptness = new Promptness(report, LISTED);
            promptness.require(trial -> {
                HttpResponse<String> answer = pair.chat(pair.token(), true);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("data: [DONE]");
                String id = answer.headers().firstValue("x-request-id").orElseThrow();
                called.addFirst(id);
                promptness.measure(
                        "the record of a call", () -> requestIds(pair).contains(id));
            });
            assertThat(requestIds(pair)).isEqualTo(called);

            pair.gateway().kill();
            pair.admin().kill();
            pair.gateway().restart();
            assertThat(pair.chat(pair.token(), false).statusCode()).isEqualTo(200);
            pair.admin().restart();
            Awaiting.until(
                    "all calls in the books", PATIENCE, () -> requestIds(pair).size() == called.size() + 1);
            assertThat(requestIds(pair)).doesNotHaveDuplicates();

            books.requireEqualSums();
            assertThat(books.entries())
                    .hasSize(called.size() + 1)
                    .allSatisfy(entry -> assertThat(entry.costNanos()).isPositive());

            String adjustment = "/api/v1/usage/requests/%s/adjustments"
                    .formatted(books.entries().getFirst().id());
            for (String amount : List.of("0.123456789", "-0.003")) {
                JsonNode unused = pair.owner()
                        .post(adjustment, "{\"amount\": \"%s\", \"reason\": \"an invoice\"}".formatted(amount));
            }
            books.requireEqualSums();
            findsWhatDoesNotAgree(
                    books, connection, "UPDATE keyway.usage_adjustment SET nanos = nanos + 1 WHERE nanos > 0");

            String id = pair.owner().get(TOKENS).at("/items/0/id").asString();
            pair.owner().delete(TOKENS + "/" + id);
            Awaiting.until(
                    "the token to be refused",
                    PATIENCE,
                    () -> pair.chat(pair.token(), false).statusCode() == 401);

            findsWhatDoesNotAgree(books, connection, "UPDATE keyway.spend SET nanos = nanos + 1 WHERE period = 'DAY'");
            findsWhatDoesNotAgree(
                    books, connection, "UPDATE keyway.usage_consumer_quarter SET cost_nanos = cost_nanos + 1");
            findsWhatDoesNotAgree(books, connection, "DELETE FROM keyway.usage_event WHERE kind = 'REQUEST'");
            findsWhatDoesNotAgree(books, connection, "UPDATE keyway.usage_attempt SET cost_nanos = cost_nanos + 1");
        }
    }

    private static void findsWhatDoesNotAgree(Books books, Connection connection, String damage) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            Awaiting.until(
                    "the damage, which what is booked meanwhile can forestall",
                    PATIENCE,
                    () -> damages(statement, damage));
            assertThatThrownBy(books::requireEqualSums)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("only the latter");
        }
        connection.rollback();
        connection.setAutoCommit(true);
        books.requireEqualSums();
    }

    private static boolean damages(Statement statement, String damage) {
        try {
            assertThat(statement.executeUpdate(damage)).isPositive();
            return true;
        } catch (SQLException e) {
            if (!CONCURRENT_UPDATE.equals(e.getSQLState())) {
                throw new IllegalStateException(damage, e);
            }
            rollBack(statement);
            return false;
        }
    }

    private static void rollBack(Statement statement) {
        try {
            statement.getConnection().rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> requestIds(Pair pair) {
        return pair.owner()
                .get("/api/v1/usage/requests")
                .get("items")
                .valueStream()
                .map(item -> item.get("requestId").asString())
                .toList();
    }
}
