package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohereGrammarTests {

    private static final String START = event("message-start", "\"id\":\"x\"");
    private static final String HI = event("content-delta", "\"delta\":{\"message\":{\"content\":{\"text\":\"hi\"}}}");
    private static final String USAGE = "{\"billed_units\":{\"input_tokens\":2,\"output_tokens\":1}}";

    @Test
    void waitsForContent() {
        assertThat(run(START).state()).isEqualTo(StreamState.WAITING);
        assertThat(run(START + HI).state()).isEqualTo(StreamState.CONTENT);
    }

    @Test
    void endsWithTheMessageAndItsUsage() {
        FramerRun run = run(START + HI + HI + end("COMPLETE"));

        assertThat(run.state()).isEqualTo(StreamState.COMPLETE);
        assertThat(run.usage()).containsExactly(USAGE);
        assertThat(run.events()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "TIMEOUT"})
    void failsWhereTheEndSaysSo(String reason) {
        assertThat(run(START + HI + end(reason)).state()).isEqualTo(StreamState.FAILED);
    }

    private static FramerRun run(String stream) {
        return FramerRun.of(StreamGrammar.cohere(), stream);
    }

    private static String end(String reason) {
        return event("message-end", "\"delta\":{\"finish_reason\":\"" + reason + "\",\"usage\":" + USAGE + "}");
    }

    private static String event(String type, String rest) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + rest + "}\n\n";
    }
}
