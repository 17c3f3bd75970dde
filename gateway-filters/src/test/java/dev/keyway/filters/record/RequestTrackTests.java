package dev.keyway.filters.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestTrackTests {

    private final List<RequestRecord> records = new ArrayList<>();
    private final RequestTrack track = new RequestTrack(
            new RequestHead("req_1", Instant.EPOCH, "POST", "/v1/x", TestHeaders.NONE),
            head -> new RequestObservation() {
                @Override
                public void onEnded(RequestRecord request) {
                    records.add(request);
                }
            });

    @Test
    void settlesOnceWithWhatItFirstHeardOfItsEnd() {
        track.over(Outcome.BROKEN);
        track.over(Outcome.COMPLETED);
        track.settle(Outcome.COMPLETED);
        track.settle(Outcome.CANCELLED);

        assertThat(records).singleElement().extracting(RequestRecord::outcome).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void tellsNoStatusOfAClientThatLeftBeforeItsAnswer() {
        track.over(Outcome.CANCELLED);
        track.answered(200);
        track.settle(Outcome.COMPLETED);

        assertThat(records).singleElement().extracting(RequestRecord::status).isEqualTo(0);
    }

    @Test
    void namesNoKeyOfAnotherTarget() {
        track.resolved("openai", "gpt-5", false);
        track.attempting("key of openai");
        track.retargeted("openrouter", "gpt-5");
        track.settle(Outcome.FAILED);

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.provider()).isEqualTo("openrouter");
            assertThat(record.keyId()).isNull();
            assertThat(record.attempts()).isEqualTo(1);
        });
    }

    @Test
    void keepsTheStatusThatAClientWasGivenBeforeItLeft() {
        track.firstByte(200);
        track.over(Outcome.CANCELLED);
        track.answered(200);
        track.settle(Outcome.COMPLETED);

        assertThat(records).singleElement().extracting(RequestRecord::status).isEqualTo(200);
    }
}
