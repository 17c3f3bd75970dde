package dev.keyway.filters.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.AnswerForm;
import dev.keyway.catalogue.provider.ErrorStyle;
import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureRecogniser;
import dev.keyway.filters.metering.UsageExtractor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A long response that is all here goes out in turns. */
class ReplayTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UpstreamCall call = new UpstreamCall(
            channel.eventLoop(),
            new AttemptPlan(
                    true,
                    new AttemptLimits(LIMIT, LIMIT, LIMIT, LIMIT),
                    FailureRecogniser.of(ErrorStyle.OPENAI, Clock.systemUTC()),
                    new UsageExtractor(StreamStyle.OPENAI, false),
                    AnswerForm.JSON),
            new Unheard());
    private final Recorded phase = new Recorded();
    private final byte[] bytes = new byte[3 * Replay.PIECE_BYTES + 7];

    @Test
    void bringsOnePieceInATurnAndOnlyWhenAskedFor() {
        new Random(1).nextBytes(bytes);
        Replay replay = new Replay(call, phase, bytes);

        replay.start();
        channel.runPendingTasks();
        assertThat(phase.received.size()).isEqualTo(Replay.PIECE_BYTES);
        for (int i = 2; i <= 3; i++) {
            call.readMore();
            call.readMore();
            channel.runPendingTasks();
            assertThat(phase.received.size()).isEqualTo(i * Replay.PIECE_BYTES);
            assertThat(phase.isComplete).isFalse();
        }
        call.readMore();
        channel.runPendingTasks();

        assertThat(phase.received.toByteArray()).isEqualTo(bytes);
        assertThat(phase.isComplete).isTrue();
    }

    @Test
    void bringsNothingAfterTheCallHasEnded() {
        new Replay(call, phase, bytes).start();
        call.readMore();
        call.cancel();
        channel.runPendingTasks();

        assertThat(phase.received.size()).isEqualTo(Replay.PIECE_BYTES);
        assertThat(phase.isComplete).isFalse();
    }

    private static final class Recorded implements BodyPhase {

        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private boolean isComplete;

        @Override
        public void chunk(ByteBuf bytes) {
            received.writeBytes(ByteBufUtil.getBytes(bytes));
            bytes.release();
        }

        @Override
        public void complete() {
            isComplete = true;
        }

        @Override
        public void broken(String reason) {}

        @Override
        public void late() {}

        @Override
        public void release() {}
    }

    private static final class Unheard implements AttemptListener {

        @Override
        public void onHead(int status, HttpHeaders headers) {}

        @Override
        public void onChunk(ByteBuf bytes) {}

        @Override
        public void onFailed(Failure failure) {}

        @Override
        public void onResponse(Response begun) {}

        @Override
        public byte[] onEnded(ResponseEnd end) {
            return new byte[0];
        }
    }
}
