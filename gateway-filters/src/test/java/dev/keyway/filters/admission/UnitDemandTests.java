package dev.keyway.filters.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.limit.Demand;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.TestLifecycle;
import dev.keyway.filters.request.TestRequest;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a budget holds for a request that is billed by other units than tokens. */
class UnitDemandTests {

    private static final String BODY = "{\"input\":\"0123456789\",\"prompt\":\"a cat\",\"n\":2}";

    @Test
    void aRequestWhoseUnitsHaveAPriceHasAnEstimate() {
        demand(Operation.SPEECH, "tts-1", demand -> {
            assertThat(demand.unpriced()).isNull();
            assertThat(demand.expectedNanos()).isEqualTo(150_000);
            assertThat(demand.mostNanos()).isEqualTo(150_000);
        });
        demand(Operation.IMAGE, "gpt-image-1", demand -> {
            assertThat(demand.unpriced()).isNull();
            assertThat(demand.expectedNanos()).isEqualTo(334_000_000);
            assertThat(demand.mostNanos()).isEqualTo(Demand.UNBOUNDED);
        });
    }

    @Test
    void aRequestWhoseUnitsHaveNoPriceNamesTheirMeter() {
        demand(Operation.SPEECH, "no-price", demand -> {
            assertThat(demand.unpriced()).isEqualTo("character");
            assertThat(demand.expectedNanos()).isZero();
        });
        demand(
                Operation.IMAGE,
                "no-price",
                demand -> assertThat(demand.unpriced()).isEqualTo("image"));
    }

    private static void demand(Operation operation, String model, Consumer<Demand> check) {
        Resolved request = new TestRequest().resolved(operation, "openai", model, BODY);
        try {
            check.accept(new RequestDemand(request, new AnswerSizes(), Instant.parse("2026-11-23T12:00:00Z")));
        } finally {
            TestLifecycle.end(request, Outcome.COMPLETED);
        }
    }
}
