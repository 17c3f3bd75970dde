package dev.keyway.filters.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.models.NamedModel;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.record.Outcome;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each step returns the next stage, which holds all that the earlier ones know. */
class StagesTests {

    private static final RequestedOperation RESPONSES = new RequestedOperation.Common(Operation.RESPONSES);

    private final TestRequest test = new TestRequest();

    @AfterEach
    void nothingIsHeld() {
        test.received.lifecycle().end(Outcome.COMPLETED);
        assertThat(test.budget.held()).isZero();
    }

    @Test
    void aReceivedRequestHasNoCallerUntilOneIsIdentified() {
        assertThat(test.received.caller().isAnonymous()).isTrue();
        assertThat(test.received.anonymous().caller()).isEqualTo(Caller.ANONYMOUS);

        Identified identified = test.received.identified(TestRequest.CALLER);

        assertThat(identified.caller()).isEqualTo(TestRequest.CALLER);
        test.received.lifecycle().end(Outcome.COMPLETED);
        assertThat(test.settled.getFirst().caller()).isEqualTo("tests");
    }

    @Test
    void resolvesToTheTargetsThatServeTheOperationInTheirOrder() {
        Resolved resolved = Resolution.of(
                test.received.anonymous(),
                test.read("{}"),
                RESPONSES,
                List.of(model("anthropic"), model("openai"), model("xai")));

        assertThat(resolved.targets())
                .extracting(target -> target.provider().id())
                .containsExactly("openai", "xai");
        assertThat(resolved.first().protocol().family()).isEqualTo(Operation.RESPONSES.family());
    }

    @Test
    void saysWhyTheFirstModelCannotServeIfNoneCan() {
        assertThatThrownBy(() -> Resolution.of(
                        test.received.anonymous(),
                        test.read("{}"),
                        RESPONSES,
                        List.of(model("anthropic"), model("cohere"))))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("'anthropic'");
    }

    @Test
    void refusesABodyOfTheWrongForm() {
        assertThatThrownBy(() -> Resolution.of(
                        test.received.anonymous(),
                        test.read("{}"),
                        new RequestedOperation.Common(Operation.TRANSCRIPTION),
                        List.of(model("openai"))))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("form");
    }

    @Test
    void hasAtLeastOneTarget() {
        assertThatThrownBy(() ->
                        test.received.anonymous().resolved(test.read("{}"), TestRequest.CHAT, List.<ServedModel>of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void preparesTheOriginalBodyForEachTarget() {
        String body = "{\"model\":\"any\",\"thinking\":{\"type\":\"enabled\"},\"messages\":[]}";
        Admitted admitted = new Admitted(
                Resolution.of(
                        test.received.anonymous(),
                        test.read(body),
                        TestRequest.CHAT,
                        List.of(model("gemini"), model("openai"))),
                Lease.NONE);

        Prepared gemini =
                Preparation.SANITIZED.prepare(admitted, admitted.resolved().first());
        Prepared asSent = Preparation.AS_SENT.prepare(
                admitted, admitted.resolved().targets().get(1));

        assertThat(text(gemini)).isEqualTo("{\"model\":\"m-gemini\",\"messages\":[]}");
        assertThat(gemini.dropped()).containsExactly("thinking");
        assertThat(text(asSent)).isEqualTo(body.replace("any", "m-openai"));
        assertThat(asSent.dropped()).isEmpty();
        assertThat(admitted.request().body().bytes().toString(UTF_8)).isEqualTo(body);
        gemini.payload().release();
        asSent.payload().release();
    }

    private NamedModel model(String provider) {
        return new NamedModel(test.provider(provider), "m-" + provider);
    }

    private static String text(Prepared prepared) {
        ByteBuf bytes = prepared.payload().duplicate();
        try {
            return bytes.toString(UTF_8);
        } finally {
            bytes.release();
        }
    }
}
