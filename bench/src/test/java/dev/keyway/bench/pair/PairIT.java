package dev.keyway.bench.pair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway serves by what the admin service says, and each call is in the books. */
class PairIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TOKENS = "/api/v1/tenants/Default/teams/Default/tokens";

    @Test
    void aCallIsInTheBooksOnceAndARevokedTokenIsRefused(@TempDir Path folder) throws SQLException {
        try (Pair pair = Pair.start(folder);
                Connection connection = pair.connect()) {
            pair.price("gpt-4o-mini", "0.15", "0.60");
            Books books = Books.of(connection);
            HttpResponse<String> first = pair.chat(pair.token(), true);
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.body()).contains("data: [DONE]");
            Awaiting.until(
                    "the call in the books", PATIENCE, () -> requestIds(pair).size() == 1);
            assertThat(requestIds(pair))
                    .containsExactly(first.headers().firstValue("x-request-id").orElseThrow());

            pair.gateway().kill();
            pair.admin().kill();
            pair.gateway().restart();
            assertThat(pair.chat(pair.token(), false).statusCode()).isEqualTo(200);
            pair.admin().restart();
            Awaiting.until(
                    "both calls in the books", PATIENCE, () -> requestIds(pair).size() == 2);
            assertThat(requestIds(pair)).doesNotHaveDuplicates();

            books.requireEqualSums();
            assertThat(books.entries())
                    .hasSize(2)
                    .allSatisfy(entry -> assertThat(entry.costNanos()).isPositive());

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
            assertThat(statement.executeUpdate(damage)).isPositive();
            assertThatThrownBy(books::requireEqualSums)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("only the latter");
        }
        connection.rollback();
        connection.setAutoCommit(true);
        books.requireEqualSums();
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
