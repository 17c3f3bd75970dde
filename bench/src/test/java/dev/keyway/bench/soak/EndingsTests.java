package dev.keyway.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Shot.Form;
import org.junit.jupiter.api.Test;

class EndingsTests {

    @Test
    void tellsAFullAnswerFromACutOneAndFromAnotherRequests() {
        assertThat(stream("data: {\"content\":\"echo:7\"}\n\ndata: [DONE]\n\n")).isEqualTo(Endings.COMPLETE);
        assertThat(stream("data: {\"content\":\"echo:7\"}\n\n")).isEqualTo("cut short");
        assertThat(stream("data: {\"content\":\"echo:8\"}\n\ndata: [DONE]\n\n")).isEqualTo("of another request");
        assertThat(Endings.of(answer(200, "{\"content\":\"echo:7 w1\"}"), Form.WHOLE, "echo:7 "))
                .isEqualTo(Endings.COMPLETE);
    }

    @Test
    void tellsAStreamThatEndedByAnErrorEvent() {
        assertThat(stream("data: {\"content\":\"echo:7\"}\n\ndata: {\"error\":{\"code\":\"provider_error\"}}\n\n"))
                .isEqualTo(Endings.TOLD);
    }

    @Test
    void takesAStreamWithAFinishReasonForWholeThoughItsTerminatorIsMissing() {
        assertThat(stream("data: {\"content\":\"echo:7\",\"finish_reason\":\"stop\"}\n\n"))
                .isEqualTo(Endings.COMPLETE);
    }

    @Test
    void namesStatusOrTrouble() {
        assertThat(Endings.of(answer(429, ""), Form.STREAM, "echo:7 ")).isEqualTo("429");
        assertThat(Endings.of(Answer.broken("hung"), Form.STREAM, "echo:7 ")).isEqualTo("hung");
    }

    private static String stream(String body) {
        return Endings.of(answer(200, body), Form.STREAM, "echo:7 ");
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, "", null, null, 1, body, body);
    }
}
