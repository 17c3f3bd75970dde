package dev.keyway.admin.usage.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.usage.TestEvents;
import dev.keyway.admin.usage.TestLog;
import dev.keyway.admin.usage.TestModel;
import dev.keyway.contract.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each line of an invoice is explained, and nothing of it is lost. */
class ReconciliationIT {

    private static final String RECONCILIATIONS = "/api/v1/usage/reconciliations?provider=";

    private final AdminServer server = AdminServer.shared();
    private final Api owner = server.owner();
    private final TestEvents events = new TestEvents(new Random(), 1);
    private final TestModel model = new TestModel(server);
    private final TestLog log = TestLog.on(server);

    @Test
    void everyLineIsExplained() {
        book("2026-03-01T12:00:00Z", 1_000, 100, 2_250_000);
        book("2026-03-01T13:00:00Z", 500, 50, 1_125_000);
        book("2026-03-02T12:00:00Z", 1_000, 0, 1_250_000);
        book("2026-03-03T12:00:00Z", 1_000, 0, 1_250_000);
        book("2026-03-04T12:00:00Z", 7, 0, 9);
        book("2026-03-06T12:00:00Z", 1, 0, 1);

        Answer answer = compare("", """
                day,model,input,output,cost
                2026-03-01,m,1000,100,0.00225
                2026-03-01,m,500,50,0.001125
                2026-03-02,m,1200,0,0.0015
                2026-03-03,m,1000,0,0.002
                2026-03-05,m,3,3,0.5
                2026-03-05,other,3,3,-0.25
                """).expect(200);

        assertThat(lines(answer))
                .containsExactly(
                        "2026-03-01 m [2,3] 0.003375 0.003375 0.00 SAME {}",
                        "2026-03-02 m [4] 0.00125 0.0015 0.00025 QUANTITY {\"input\":{\"booked\":1000,\"invoiced\":1200}}",
                        "2026-03-03 m [5] 0.00125 0.002 0.00075 PRICE {}",
                        "2026-03-04 m [] 0.000000009 null -0.000000009 MISSING_THERE {}",
                        "2026-03-05 m [6] null 0.50 0.50 MISSING_HERE {}",
                        "2026-03-05 other [7] null -0.25 -0.25 MISSING_HERE {}");
        assertThat(answer.text("booked")).isEqualTo("0.005875009");
        assertThat(answer.text("invoiced")).isEqualTo("0.256875");
        assertThat(answer.text("difference")).isEqualTo("0.250999991");
        assertThat(answer.json()
                        .get("explained")
                        .valueStream()
                        .map(one -> one.get("explanation").asString() + " "
                                + one.get("lines").asInt() + " "
                                + one.get("difference").asString()))
                .containsExactly(
                        "SAME 1 0.00",
                        "MISSING_HERE 2 0.25",
                        "MISSING_THERE 1 -0.000000009",
                        "QUANTITY 1 0.00025",
                        "PRICE 1 0.00075");
        BigDecimal sum = answer.json()
                .get("lines")
                .valueStream()
                .map(line -> new BigDecimal(line.get("difference").asString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(answer.text("difference"));
        assertThat(compare("&tolerance=0.00075", "day,model,cost\n2026-03-03,m,0.002\n")
                        .expect(200)
                        .text("lines/0/explanation"))
                .isEqualTo("SAME");
        assertThat(compare("&tolerance=0.000749999", "day,model,cost\n2026-03-03,m,0.002\n")
                        .text("lines/0/explanation"))
                .isEqualTo("PRICE");
    }

    @Test
    void daysAreThoseOfTheZoneAndAdjustmentsCount() {
        UsageEvent event = book("2026-03-01T23:30:00Z", 10, 0, 1_000);
        owner.post(
                        "/api/v1/usage/requests/" + event.id() + "/adjustments",
                        "{\"amount\": \"0.000000001\", \"reason\": \"r\"}")
                .expect(201);
        assertThat(lines(
                        compare("&zone=Europe/Berlin", "day,model,tokens,request,cost\n2026-03-02,m,10,1,0.000001001\n")
                                .expect(200)))
                .containsExactly("2026-03-02 m [2] 0.000001001 0.000001001 0.00 SAME {}");
        assertThat(lines(compare("", "day,model,tokens,request,cost\n2026-03-02,m,10,1,0.000001001\n")
                        .expect(200)))
                .containsExactly("2026-03-02 m [2] null 0.000001001 0.000001001 MISSING_HERE {}");
        assertThat(compare("&zone=Mars/Olympus", "day,model,cost\n").expect(400).fields())
                .containsExactly("zone");
        assertThat(compare("&zone=%2B02:00", "day,model,cost\n").expect(400).fields())
                .containsExactly("zone");
    }

    @Test
    void linesThatCannotBeReadAreNamedAndTheOthersCompared() {
        book("2026-03-01T12:00:00Z", 1, 0, 5);
        Answer answer = compare("", """
                day,model,input,cost
                2026-03-01,m,1,0.000000005
                1 March,m,1,1
                2026-03-01,,1,1
                2026-03-01,m,many,1
                2026-03-01,m,1,0.0000000001
                2026-03-01,m,1,one
                2026-03-01,m,1
                1899-12-31,m,1,1
                """).expect(200);
        assertThat(answer.json()
                        .get("invalid")
                        .valueStream()
                        .map(one -> one.get("line").asInt()))
                .containsExactly(3, 4, 5, 6, 7, 8, 9);
        assertThat(answer.json()
                        .get("invalid")
                        .valueStream()
                        .map(one -> one.get("problem").asString()))
                .allSatisfy(problem -> assertThat(problem).isNotBlank());
        assertThat(lines(answer)).containsExactly("2026-03-01 m [2] 0.000000005 0.000000005 0.00 SAME {}");
        assertThat(compare("", "day,model\n2026-03-01,m\n").expect(400).fields())
                .containsExactly("body");
        assertThat(compare("", "day,model,cost\n").expect(200).json().get("lines"))
                .isEmpty();
        assertThat(compare("", "day,model,cost\n2026-01-01,m,1\n2027-02-01,m,1\n")
                        .expect(400)
                        .fields())
                .containsExactly("day");
        compare("", "day,model,cost\n" + String.join("", Collections.nCopies(10_001, "2026-01-01,m,1\n")))
                .expect(413);
        owner.with("Content-Type", "text/csv")
                .post(RECONCILIATIONS + java.util.UUID.randomUUID(), "day,model,cost\n")
                .expect(404);
    }

    private Answer compare(String more, String csv) {
        return owner.with("Content-Type", "text/csv").post(RECONCILIATIONS + model.provider() + more, csv);
    }

    private static Stream<String> lines(Answer answer) {
        return answer.json()
                .get("lines")
                .valueStream()
                .map(line -> Stream.of(
                                "day",
                                "model",
                                "fileLines",
                                "booked",
                                "invoiced",
                                "difference",
                                "explanation",
                                "quantities")
                        .map(line::get)
                        .map((JsonNode member) -> member.isString() ? member.asString() : member.toString())
                        .reduce((one, other) -> one + " " + other)
                        .orElseThrow());
    }

    private UsageEvent book(String at, long input, long output, long nanos) {
        Instant moment = Instant.parse(at);
        UsageEvent event = events.request(
                events.id(moment),
                events.owners().getFirst(),
                moment,
                LocalDate.ofInstant(moment, ZoneOffset.UTC),
                "COMPLETED",
                List.of(model.attempt(1, moment, null, Map.of("input", input, "output", output), nanos)));
        log.ship(List.of(event));
        return event;
    }
}
