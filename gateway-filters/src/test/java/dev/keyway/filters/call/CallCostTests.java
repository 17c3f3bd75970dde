package dev.keyway.filters.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.provider.AnswerForm;
import dev.keyway.catalogue.provider.ErrorStyle;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.FailureRecogniser;
import dev.keyway.filters.metering.RequestUnits;
import dev.keyway.filters.metering.UsageExtractor;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.upstream.AttemptLimits;
import dev.keyway.filters.upstream.AttemptListener;
import dev.keyway.filters.upstream.AttemptPlan;
import dev.keyway.filters.upstream.Response;
import dev.keyway.filters.upstream.ResponseEnd;
import dev.keyway.filters.upstream.Stage;
import dev.keyway.filters.upstream.UpstreamCall;
import dev.keyway.filters.upstream.transport.FakeUpstream;
import dev.keyway.filters.upstream.transport.UpstreamRequest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is booked for an attempt, by how far it came and what the provider reported. */
class CallCostTests {

    private static final int REQUEST_BYTES = 400;
    private static final CallCost COST = new CallCost(
            UsageStyle.INCLUSIVE,
            REQUEST_BYTES,
            RequestUnits.NONE,
            (usage, tier, stated) ->
                    new Cost.Priced(new NanoDollars(usage.promptTokens() + usage.completionTokens()), "v1"));

    private static final String BEGIN =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":1}}\n\n";
    private static final String SILENT =
            "{\"choices\":[{\"message\":{\"content\":\"\"}}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":0}}";
    private static final AttemptLimits LIMITS = new AttemptLimits(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final Clock CLOCK = Clock.systemUTC();

    /** Our own failures have status 0: a timeout, a broken connection. Those that the provider reports have its status. */
    @ParameterizedTest(name = "{0} {1}, status {2}, {3}: {4}+{5}")
    @CsvSource(textBlock = """
            FAILED,    UNSENT,     0,   nothing,  0,   0,  false
            FAILED,    SENT,       0,   nothing,  100, 0,  true
            FAILED,    REFUSED,    429, nothing,  0,   0,  false
            FAILED,    REFUSED,    400, nothing,  0,   0,  false
            FAILED,    REFUSED,    503, nothing,  0,   0,  false
            FAILED,    RESPONDING, 0,   nothing,  100, 0,  true
            FAILED,    RESPONDING, 0,   begin,    9,   1,  true
            FAILED,    RESPONDING, 0,   words,    100, 2,  true
            FAILED,    RESPONDING, 0,   silent,   9,   0,  false
            FAILED,    RESPONDING, 529, nothing,  0,   0,  false
            FAILED,    RESPONDING, 529, begin,    9,   1,  true
            COMPLETED, RESPONDING, 0,   whole,    7,   3,  false
            BROKEN,    RESPONDING, 0,   words,    100, 2,  true
            BROKEN,    RESPONDING, 529, words,    100, 2,  true
            CANCELLED, UNSENT,     0,   nothing,  0,   0,  false
            CANCELLED, SENT,       0,   nothing,  100, 0,  true
            CANCELLED, REFUSED,    0,   nothing,  0,   0,  false
            CANCELLED, RESPONDING, 0,   words,    100, 2,  true
            """)
    void booksWhatMayHaveBeenBilled(
            Outcome outcome, Stage stage, int status, String body, long input, long output, boolean estimated) {
        AttemptUsage usage = COST.of(outcome, failure(outcome, status), stage, read(body));

        assertThat(usage.tokens()).isEqualTo(Usage.of(input, output));
        assertThat(usage.estimated()).isEqualTo(estimated);
        assertThat(usage.cost())
                .isEqualTo(input + output == 0 ? null : new Cost.Priced(new NanoDollars(input + output), "v1"));
    }

    @Test
    void whatIsBilledByUnitsHasNoKnownCostIfNobodyTellsThem() {
        CallCost units = new CallCost(UsageStyle.UNITS, REQUEST_BYTES, RequestUnits.NONE, COST.prices());

        assertThat(units.of(Outcome.FAILED, failure(Outcome.FAILED, 0), Stage.SENT, read("nothing")))
                .isEqualTo(new AttemptUsage(Usage.ZERO, true, new Cost.Unpriced()));
    }

    @Test
    void whatIsBilledByUnitsCostsWhatTheRequestAsksForIfItMayHaveBeenBilled() {
        CallCost images = new CallCost(
                UsageStyle.UNITS,
                REQUEST_BYTES,
                RequestUnits.of(Unit.IMAGE, 3),
                (usage, tier, stated) -> new Cost.Priced(new NanoDollars(usage.units(Unit.IMAGE)), "v1"));

        assertThat(images.of(Outcome.FAILED, failure(Outcome.FAILED, 0), Stage.SENT, read("nothing")))
                .isEqualTo(new AttemptUsage(
                        Usage.of(Map.of(Unit.IMAGE, 3L)), true, new Cost.Priced(new NanoDollars(3), "v1")));
        assertThat(images.of(Outcome.FAILED, failure(Outcome.FAILED, 400), Stage.REFUSED, read("nothing")))
                .isEqualTo(AttemptUsage.NONE);
    }

    @Test
    void theTierThatTheResponseNamesPricesIt() {
        CallCost byTier = new CallCost(
                UsageStyle.INCLUSIVE,
                REQUEST_BYTES,
                RequestUnits.NONE,
                (usage, tier, stated) -> new Cost.Priced(new NanoDollars(tier.equals("flex") ? 1 : 2), "v1"));
        UsageExtractor flex = new UsageExtractor(StreamStyle.OPENAI, false);
        flex.plain()
                .feed(Unpooled.copiedBuffer(
                        "{\"service_tier\":\"flex\",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}",
                        StandardCharsets.UTF_8));

        AttemptUsage usage = byTier.of(Outcome.COMPLETED, null, Stage.RESPONDING, flex);

        assertThat(usage.cost()).isEqualTo(new Cost.Priced(new NanoDollars(1), "v1"));
        assertThat(usage.tier().name()).isEqualTo("flex");
    }

    @Test
    void whatIsFreeCostsNothing() {
        CallCost free = new CallCost(UsageStyle.NONE, REQUEST_BYTES, RequestUnits.NONE, COST.prices());

        assertThat(free.of(Outcome.FAILED, failure(Outcome.FAILED, 0), Stage.SENT, read("nothing")))
                .isEqualTo(AttemptUsage.NONE);
    }

    /** What an extractor has read when the provider has sent this much. */
    private static UsageExtractor read(String body) {
        UsageExtractor extractor = new UsageExtractor(StreamStyle.OPENAI, false);
        boolean isJson = body.equals("silent");
        FakeUpstream upstream = new FakeUpstream();
        UpstreamCall call = new UpstreamCall(
                new EmbeddedChannel().eventLoop(),
                new AttemptPlan(
                        !isJson, LIMITS, FailureRecogniser.of(ErrorStyle.OPENAI, CLOCK), extractor, AnswerForm.JSON),
                new Ignored());
        call.start(
                upstream,
                new UpstreamRequest("http://llm/v1", new DefaultHttpHeaders(), 0, () -> Unpooled.EMPTY_BUFFER));
        FakeUpstream.FakeExchange exchange = upstream.last().sent();
        switch (body) {
            case "nothing" -> {}
            case "begin" -> exchange.head(200, CallTests.EVENTS).chunk(BEGIN);
            case "words" -> exchange.head(200, CallTests.EVENTS).chunk(CallTests.WORD + CallTests.WORD);
            case "whole" -> exchange.head(200, CallTests.EVENTS).chunk(CallTests.WORD + CallTests.FINISH);
            case "silent" -> exchange.head(200, CallTests.JSON).chunk(SILENT).complete();
            default -> throw new IllegalArgumentException(body);
        }
        return extractor;
    }

    private static final class Ignored implements AttemptListener {

        @Override
        public void onFailed(Failure failure) {}

        @Override
        public void onResponse(Response response) {}

        @Override
        public byte[] onEnded(ResponseEnd end) {
            return new byte[0];
        }
    }

    private static @Nullable Failure failure(Outcome outcome, int status) {
        return outcome == Outcome.FAILED || outcome == Outcome.BROKEN
                ? new Failure(FailureClass.SERVER, status, "it failed", null, null, null, null, null)
                : null;
    }
}
