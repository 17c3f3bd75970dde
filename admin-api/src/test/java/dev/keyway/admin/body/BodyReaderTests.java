package dev.keyway.admin.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.testkit.time.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a body may be, in size, in time and beside others. */
class BodyReaderTests {

    private static final int LIMIT = 100_000;

    private final TestClock clock = TestClock.at(Instant.parse("2026-11-29T12:00:00Z"));
    private final BodyReader reader = new BodyReader(clock);
    private final BodyBudget budget = new BodyBudget(320_000);

    @Test
    void aBodyOfTheLimitIsReadAndOneByteMoreIsNot() throws IOException {
        assertThat(reader.read(whitespace(LIMIT), -1, LIMIT, budget.lease(CallerKind.USER)))
                .hasSize(LIMIT);
        refused(
                ErrorCode.REQUEST_TOO_LARGE,
                () -> reader.read(whitespace(LIMIT + 1), -1, LIMIT, budget.lease(CallerKind.USER)));
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedWithoutReading() {
        InputStream never = new InputStream() {
            @Override
            public int read() {
                throw new AssertionError("nothing must be read");
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return read();
            }
        };
        refused(ErrorCode.REQUEST_TOO_LARGE, () -> reader.read(never, LIMIT + 1, LIMIT, budget.lease(CallerKind.USER)));
    }

    @Test
    void aBodyThatKeepsTheLeastRateIsRead() throws IOException {
        // The first bytes may take their time; then 16 KiB a second.
        InputStream steady = paced(LIMIT, 4096, read -> read == 4096 ? 9_000 : 249);
        assertThat(reader.read(steady, LIMIT, LIMIT, budget.lease(CallerKind.USER)))
                .hasSize(LIMIT);
    }

    @Test
    void aBodyThatDripsIsEnded() {
        refused(
                ErrorCode.REQUEST_TIMEOUT,
                () -> reader.read(paced(LIMIT, 1, read -> 1_000), LIMIT, LIMIT, budget.lease(CallerKind.USER)));
    }

    @Test
    void aBodyAtTheLeastRateEndsWithItsDeadline() {
        int large = 16 << 20;
        refused(
                ErrorCode.REQUEST_TIMEOUT,
                () -> reader.read(
                        paced(large, 8192, read -> 500),
                        large,
                        large,
                        new BodyBudget(Long.MAX_VALUE).lease(CallerKind.USER)));
    }

    @Test
    void aBodyThatStallsIsEnded() {
        InputStream stalled = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException(new SocketTimeoutException());
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        };
        refused(ErrorCode.REQUEST_TIMEOUT, () -> reader.read(stalled, -1, LIMIT, budget.lease(CallerKind.USER)));
    }

    @Test
    void bodiesShareABudgetAndGiveItBack() throws IOException {
        BodyBudget.Lease first = budget.lease(CallerKind.USER);
        BodyBudget.Lease second = budget.lease(CallerKind.USER);
        var one = reader.read(whitespace(LIMIT), -1, LIMIT, first);
        var two = reader.read(whitespace(LIMIT), -1, LIMIT, second);
        try (BodyBudget.Lease third = budget.lease(CallerKind.USER)) {
            refused(ErrorCode.SERVICE_BUSY, () -> reader.read(whitespace(LIMIT), -1, LIMIT, third));
        }
        assertThat(budget.held()).isEqualTo(one.length + two.length);
        first.close();
        second.close();
        assertThat(budget.held()).isZero();
    }

    @Test
    void strangersTakeNothingOfWhatIsForThoseWhoAreSignedIn() throws IOException {
        BodyBudget.Lease stranger = budget.lease(CallerKind.ANONYMOUS);
        refused(ErrorCode.SERVICE_BUSY, () -> reader.read(whitespace(LIMIT), -1, LIMIT, stranger));
        for (CallerKind known : List.of(CallerKind.USER, CallerKind.GATEWAY)) {
            assertThat(reader.read(whitespace(LIMIT), -1, LIMIT, budget.lease(known)))
                    .hasSize(LIMIT);
        }
        refused(
                ErrorCode.SERVICE_BUSY,
                () -> reader.read(whitespace(1), -1, LIMIT, budget.lease(CallerKind.ANONYMOUS)));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static InputStream whitespace(int bytes) {
        return new ByteArrayInputStream(" ".repeat(bytes).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** @param pause in milliseconds, before the piece that brings the body to so many bytes */
    private InputStream paced(int bytes, int piece, IntUnaryOperator pause) {
        return new InputStream() {
            private int sent;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                int next = Math.min(Math.min(piece, length), bytes - sent);
                if (next == 0) {
                    return -1;
                }
                sent += next;
                clock.advance(Duration.ofMillis(pause.applyAsInt(sent)));
                return next;
            }
        };
    }
}
