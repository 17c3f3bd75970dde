package dev.keyway.admin.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.usage.Books;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageTaken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An ingest that ends at any of its statements leaves nothing, and its repeat books all of it. */
class BrokenIngestIT {

    private static final AdminServer SERVER = AdminServer.start();

    private final TestEvents events = new TestEvents(new Random(), 2);
    private final Books books = new Books(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void nothingBreaksAnyMore() {
        for (String table : List.of(
                "usage_log",
                "usage_id",
                "usage_event",
                "usage_attempt",
                "usage_consumer_quarter",
                "usage_consumer_day",
                "usage_supply_quarter",
                "usage_supply_day",
                "usage_latency_team",
                "usage_latency_key",
                "usage_rejected",
                "spend")) {
            SERVER.database().execute("DROP TRIGGER IF EXISTS breaks ON keyway." + table);
        }
    }

    /** The connection ends within the statement, as it does when the service or the database is killed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT usage_log",
                "INSERT usage_id",
                "INSERT usage_event",
                "INSERT usage_attempt",
                "INSERT usage_consumer_quarter",
                "INSERT usage_consumer_day",
                "INSERT usage_supply_quarter",
                "INSERT usage_supply_day",
                "INSERT usage_latency_team",
                "INSERT usage_latency_key",
                "INSERT usage_rejected",
                "UPDATE usage_log",
                "INSERT spend"
            })
    void theConnectionEndsAtAnyStatement(String statement) {
        breakAt(statement, "PERFORM pg_terminate_backend(pg_backend_pid())");
        List<UsageEvent> batch = some();
        TestLog log = TestLog.on(SERVER);
        List<String> lines = new ArrayList<>(TestLog.lines(0, batch));
        lines.add("poison");
        Answer broken = log.post(0, 41, lines);
        Answer unused = broken.expect(503);
        nothingBreaksAnyMore();
        assertThat(SERVER.sql()
                        .sql("SELECT count(*) FROM keyway.usage_event WHERE log_id = ?")
                        .param(log.id())
                        .query(Long.class)
                        .single())
                .isZero();
        UsageTaken taken = TestLog.read(log.post(0, 41, lines));
        assertThat(taken.taken()).isEqualTo(batch.size());
        assertThat(taken.rejected()).isOne();
        assertThat(taken.mark()).isEqualTo(41);
        books.requireExactly(batch);
        books.requireSupplyLikeRecords();
    }

    @Test
    void aBatchIsRunAgainAfterADeadlock() {
        SERVER.database().execute("CREATE SEQUENCE IF NOT EXISTS keyway.tries", "GRANT ALL ON keyway.tries TO PUBLIC");
        breakAt(
                "INSERT spend",
                "IF nextval('keyway.tries') < 3 THEN RAISE EXCEPTION 'victim' USING ERRCODE = 'deadlock_detected'; END IF");
        List<UsageEvent> batch = some();
        assertThat(TestLog.on(SERVER).ship(batch).taken()).isEqualTo(batch.size());
        books.requireExactly(batch);
    }

    @Test
    void anEventThatTheDatabaseRefusesIsFoundAndTheOthersAreBooked() {
        List<UsageEvent> batch = some();
        UsageEvent refused = batch.get(17);
        breakAt(
                "INSERT spend",
                "IF EXISTS (SELECT FROM staged_event WHERE id = '%s') THEN RAISE EXCEPTION 'no' USING ERRCODE = '22003'; END IF"
                        .formatted(refused.id()));
        TestLog log = TestLog.on(SERVER);
        UsageTaken taken = log.ship(batch);
        assertThat(taken.taken()).isEqualTo(batch.size() - 1);
        assertThat(taken.rejected()).isOne();
        assertThat(taken.repeated()).isZero();
        assertThat(taken.mark()).isEqualTo(batch.size());
        books.requireExactly(
                batch.stream().filter(event -> !event.equals(refused)).toList());
    }

    /** One replica takes it, is gone before it answers, and the other one gets the repeat. */
    @Test
    void aRepeatAtAnotherReplicaIsARepeat() {
        List<UsageEvent> batch = some();
        TestLog log = TestLog.on(SERVER);
        try (AdminServer replica = SERVER.replica(Map.of())) {
            assertThat(log.at(replica).ship(0, batch).taken()).isEqualTo(batch.size());
        }
        UsageTaken again = log.ship(batch);
        assertThat(again.taken()).isZero();
        assertThat(again.mark()).isEqualTo(batch.size());
        books.requireExactly(batch);
    }

    private List<UsageEvent> some() {
        Instant now = SERVER.clock().instant();
        return IntStream.range(0, 40)
                .mapToObj(n -> n == 0 ? events.completed(now, 3) : n == 17 ? events.completed(now, 5) : events.any(now))
                .toList();
    }

    private static void breakAt(String statement, String how) {
        String[] words = statement.split(" ", -1);
        SERVER.database()
                .execute(
                        """
                CREATE OR REPLACE FUNCTION keyway.breaks() RETURNS trigger LANGUAGE plpgsql SECURITY %s AS $$
                BEGIN
                    %s;
                    RETURN NULL;
                END $$""".formatted(how.contains("staged") ? "INVOKER" : "DEFINER", how),
                        "CREATE TRIGGER breaks AFTER %s ON keyway.%s FOR EACH STATEMENT EXECUTE FUNCTION keyway.breaks()"
                                .formatted(words[0], words[1]));
    }
}
