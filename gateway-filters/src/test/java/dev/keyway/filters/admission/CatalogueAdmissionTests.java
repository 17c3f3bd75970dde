package dev.keyway.filters.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.Price;
import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.catalogue.price.PriceCatalogue.ModelName;
import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.request.Resolved;
import dev.keyway.filters.request.TestLifecycle;
import dev.keyway.filters.request.TestRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No model of the price list is refused under a hard budget because something that its requests use has no price. */
class CatalogueAdmissionTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final KnownProviders PROVIDERS = new KnownProviders();
    private static final int FILE_BYTES = 80_000;
    private static final String BODY = """
            {"messages":[{"role":"user","content":"hi"}],"prompt":"a cat","n":2,"input":"0123456789","query":"q","documents":["a","b"]}""";

    @TestFactory
    Stream<DynamicTest> aHardBudgetAdmits() {
        Map<ModelName, Set<Meter>> models = PriceCatalogue.load().all().stream()
                .filter(price ->
                        price.tier().equals(Price.STANDARD) && !price.model().equals(Price.ANY_MODEL))
                .filter(price -> PROVIDERS.isKnown(price.provider())
                        && !PROVIDERS.needingAddress().contains(price.provider()))
                .collect(Collectors.groupingBy(
                        price -> new ModelName(price.provider(), price.model()),
                        () -> new TreeMap<>(java.util.Comparator.comparing(ModelName::toString)),
                        Collectors.mapping(Price::meter, Collectors.toSet())));
        assertThat(models).hasSizeGreaterThan(80);
        return models.entrySet().stream()
                .flatMap(model -> operations(model.getKey().model(), model.getValue()).stream()
                        .map(operation -> DynamicTest.dynamicTest(
                                operation + " " + model.getKey(), () -> requireAdmitted(operation, model.getKey()))));
    }

    /** What a model is for, by what its list prices and by its name. */
    private static Set<Operation> operations(String model, Set<Meter> meters) {
        if (model.startsWith("text-embedding") || model.contains("embed")) {
            return EnumSet.of(Operation.EMBEDDING);
        }
        if (meters.contains(Meter.IMAGE) || model.contains("image") || model.startsWith("dall-e")) {
            return EnumSet.of(Operation.IMAGE);
        }
        if (meters.contains(Meter.SECOND) || model.contains("transcribe")) {
            return EnumSet.of(Operation.TRANSCRIPTION);
        }
        if (meters.contains(Meter.CHARACTER) || model.contains("tts")) {
            return EnumSet.of(Operation.SPEECH);
        }
        return meters.contains(Meter.SEARCH_UNIT) ? EnumSet.of(Operation.RERANK) : EnumSet.of(Operation.CHAT);
    }

    private static void requireAdmitted(Operation operation, ModelName model) {
        TestRequest test = new TestRequest();
        Resolved request = operation == Operation.TRANSCRIPTION
                ? test.transcription(model.provider(), model.model(), FILE_BYTES)
                : test.resolved(operation, model.provider(), model.model(), BODY);
        try {
            RequestDemand demand = new RequestDemand(request, new AnswerSizes(), NOW);
            assertThat(demand.unpriced()).isNull();
            assertThat(demand.expectedNanos()).isPositive();
        } finally {
            TestLifecycle.end(request, Outcome.COMPLETED);
        }
    }
}
