package dev.keyway.admin.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a body may be, in size, in time and beside others. */
class BodyReaderTests {

    private static final int LIMIT = 100_000;

    private final TestClock clock = TestClock.at(Instant.parse("2026-11-29T12:00:00Z"));
    private final BodyReader reader = new BodyReader(clock);
    private final BodyBudget budget = new BodyBudget(960_000);

    @Test
    void aBodyOfTheLimitIsReadAndOneByteMoreIsNot() throws IOException {
        try (BodyBudget.Lease lease = budget.lease(caller(CallerKind.USER), 1)) {
            assertThat(reader.read(whitespace(LIMIT), -1, LIMIT, lease)).hasSize(LIMIT);
        }
        refused(
                ErrorCode.REQUEST_TOO_LARGE,
                () -> reader.read(whitespace(LIMIT + 1), -1, LIMIT, budget.lease(caller(CallerKind.USER), 1)));
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
        refused(
                ErrorCode.REQUEST_TOO_LARGE,
                () -> reader.read(never, LIMIT + 1, LIMIT, budget.lease(caller(CallerKind.USER), 1)));
    }

    @Test
    void aBodyThatKeepsTheLeastRateIsRead() throws IOException {
        // The first bytes may take their time; then 16 KiB a second.
        InputStream steady = paced(LIMIT, 4096, read -> read == 4096 ? 9_000 : 249);
        assertThat(reader.read(steady, LIMIT, LIMIT, budget.lease(caller(CallerKind.USER), 1)))
                .hasSize(LIMIT);
    }

    @Test
    void aBodyThatDripsIsEnded() {
        refused(
                ErrorCode.REQUEST_TIMEOUT,
                () -> reader.read(
                        paced(LIMIT, 1, read -> 1_000), LIMIT, LIMIT, budget.lease(caller(CallerKind.USER), 1)));
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
                        new BodyBudget(Long.MAX_VALUE).lease(caller(CallerKind.USER), 1)));
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
        refused(
                ErrorCode.REQUEST_TIMEOUT,
                () -> reader.read(stalled, -1, LIMIT, budget.lease(caller(CallerKind.USER), 1)));
    }

    @Test
    void bodiesShareABudgetAndGiveItBack() {
        List<BodyBudget.Lease> leases = IntStream.range(0, 4)
                .mapToObj(i -> budget.lease(caller(CallerKind.USER), 1))
                .toList();
        leases.forEach(lease -> lease.take(60_000));
        assertThat(budget.held()).isEqualTo(240_000);
        try (BodyBudget.Lease more = budget.lease(caller(CallerKind.SERVICE_ACCOUNT), 1)) {
            refused(ErrorCode.SERVICE_BUSY, () -> more.take(1));
        }
        leases.forEach(BodyBudget.Lease::close);
        assertThat(budget.held()).isZero();
    }

    @Test
    void neitherStrangersNorGatewaysNorPeopleTakeWhatIsForTheOthers() {
        for (CallerKind full : List.of(CallerKind.ANONYMOUS, CallerKind.GATEWAY, CallerKind.USER)) {
            BodyBudget shared = new BodyBudget(960_000);
            for (int i = 0; i < (full == CallerKind.GATEWAY ? 2 : 4); i++) {
                shared.lease(caller(full), 1).take(60_000);
            }
            for (CallerKind kind : List.of(CallerKind.ANONYMOUS, CallerKind.GATEWAY, CallerKind.USER)) {
                try (BodyBudget.Lease lease = shared.lease(caller(kind), 1)) {
                    if (kind == full) {
                        refused(ErrorCode.SERVICE_BUSY, () -> lease.take(1));
                    } else {
                        lease.take(1);
                    }
                }
            }
        }
    }

    @Test
    void oneCallerHoldsAQuarterAtMost() {
        Caller user = caller(CallerKind.USER);
        Caller stranger = Caller.anonymous("2001:db8::1");
        budget.lease(user, 1).take(60_000);
        refused(ErrorCode.SERVICE_BUSY, () -> budget.lease(user, 1).take(1));
        budget.lease(stranger, 1).take(60_000);
        refused(
                ErrorCode.SERVICE_BUSY,
                () -> budget.lease(Caller.anonymous("2001:db8::2"), 1).take(1));
        budget.lease(caller(CallerKind.USER), 1).take(60_000);
        budget.lease(Caller.anonymous("2001:db8:0:1::1"), 1).take(60_000);
    }

    @Test
    void aBodyThatIsAlonePasses() {
        BodyBudget little = new BodyBudget(4_000);
        Caller gateway = caller(CallerKind.GATEWAY);
        try (BodyBudget.Lease alone = little.lease(gateway, 3)) {
            alone.take(8_192);
            alone.take(8_192);
            refused(
                    ErrorCode.SERVICE_BUSY,
                    () -> little.lease(caller(CallerKind.GATEWAY), 3).take(1));
        }
    }

    @Test
    void aLargeBodyLeavesRoomForTheBodiesOfOthers() {
        BodyBudget shared = new BodyBudget(9_600_000);
        for (CallerKind kind : List.of(CallerKind.USER, CallerKind.GATEWAY)) {
            Caller first = caller(kind);
            Caller second = caller(kind);
            BodyBudget.Lease large = shared.lease(first, 1);
            large.take(11 << 20);
            for (Caller caller : List.of(first, second)) {
                for (int bytes : List.of(1_000, 60_000, 100_000)) {
                    try (BodyBudget.Lease beside = shared.lease(caller, 1)) {
                        beside.take(bytes);
                    }
                }
            }
            try (BodyBudget.Lease next = shared.lease(second, 1)) {
                refused(ErrorCode.SERVICE_BUSY, () -> next.take(11 << 20));
                large.take(1);
            }
            large.close();
            try (BodyBudget.Lease next = shared.lease(second, 1)) {
                next.take(11 << 20);
            }
        }
        assertThat(shared.held()).isZero();
    }

    @Test
    void bodiesOfModerateSizeTakeNothingFromSmallOnes() {
        BodyBudget shared = new BodyBudget(9_600_000);
        for (int i = 0; i < 4; i++) {
            shared.lease(caller(CallerKind.USER), 1).take(600_000);
        }
        BodyBudget.Lease moderate = shared.lease(caller(CallerKind.USER), 1);
        refused(ErrorCode.SERVICE_BUSY, () -> moderate.take(100_000));
        shared.lease(caller(CallerKind.USER), 1).take(60_000);
    }

    @Test
    void theServiceAccountsOfATeamAreOneCaller() {
        Scope team = Scope.team(UUID.randomUUID(), UUID.randomUUID());
        budget.lease(account(team), 1).take(60_000);
        refused(ErrorCode.SERVICE_BUSY, () -> budget.lease(account(team), 1).take(1));
    }

    private static Caller account(Scope team) {
        Set<Grant> grants = Set.of(new Grant(Role.MEMBER, team));
        return new Caller(CallerKind.SERVICE_ACCOUNT, UUID.randomUUID(), "", grants, false, "", null);
    }

    @Test
    void aTreeWeighsMoreThanItsText() {
        try (BodyBudget.Lease lease = budget.lease(caller(CallerKind.USER), 3)) {
            lease.take(1_000);
            assertThat(budget.held()).isEqualTo(3_000);
        }
        assertThat(budget.held()).isZero();
    }

    private static Caller caller(CallerKind kind) {
        UUID id = UUID.randomUUID();
        String address =
                kind == CallerKind.ANONYMOUS ? "2001:db8:" + id.toString().substring(0, 4) + "::" : "";
        return new Caller(kind, id, "", Set.of(), false, address, null);
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
