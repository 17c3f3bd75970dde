package dev.keyway.filters.keypool.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ErrorStyle;
import dev.keyway.filters.failover.AttemptHistory;
import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;
import dev.keyway.filters.failover.FailureRecogniser;
import dev.keyway.filters.failover.NextStep;
import dev.keyway.filters.failover.Verdict;
import dev.keyway.filters.keypool.KeyDemand;
import dev.keyway.filters.keypool.PoolCounts;
import dev.keyway.filters.keypool.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recogniser, policy and pool together: what one caller's requests cause costs no other caller a key. */
class PoisonTests {

    private final FailoverPolicy policy = new FailoverPolicy(() -> 0L);
    private final TestPool pool = TestPool.of("k1", "k2", "k3");

    /** One request as the call engine makes it: attempts until the policy stops or no key is left. @return the attempts */
    private int request(String model, Failure failure, long body) {
        Set<String> avoided = new HashSet<>();
        String preferred = null;
        int onKey = 0;
        for (int attempt = 1; ; attempt++) {
            Call call = pool.ask(new KeyDemand(
                    model, "", preferred, avoided, Set.of(), pool.now().plusSeconds(1)));
            if (!call.isGranted()) {
                return attempt - 1;
            }
            onKey = call.key().equals(preferred) ? onKey + 1 : 1;
            int troubled = failure.kind().isProviderTrouble() ? attempt : 0;
            Verdict verdict =
                    policy.judge(failure, new AttemptHistory(attempt, troubled, onKey, attempt, body), pool.now());
            call.failed(verdict.penalty());
            if (verdict.next() instanceof NextStep.Stop) {
                return attempt;
            }
            preferred = verdict.next() instanceof NextStep.SameKey ? call.key() : null;
            if (!verdict.keyMayServeAgain(pool.now())) {
                avoided.add(call.key());
            }
        }
    }

    private Failure recognised(ErrorStyle style, int status, String body) {
        return FailureRecogniser.of(style, pool::now)
                .recognise(status, name -> null, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{2} of {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            OPENAI | 404 | {"error":{"message":"m","type":"invalid_request_error","param":null,"code":"model_not_found"}} | BAD_REQUEST
            OPENAI | 400 | {"error":{"message":"m","code":"context_length_exceeded"}} | CONTEXT
            OPENAI | 400 | {"error":{"message":"m","code":"content_filter"}} | FILTER
            OPENAI | 422 | {"detail":[{"msg":"field required"}]} | BAD_REQUEST
            ANTHROPIC | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 1"}} | CONTEXT
            ANTHROPIC | 404 | {"type":"error","error":{"type":"not_found_error","message":"model: x"}} | BAD_REQUEST
            GEMINI | 400 | [{"error":{"code":400,"message":"Unknown name","status":"INVALID_ARGUMENT"}}] | BAD_REQUEST
            GEMINI | 404 | {"error":{"code":404,"message":"not found","status":"NOT_FOUND"}} | BAD_REQUEST
            """)
    void aHundredFaultyRequestsCostNothingAndOneCallEach(
            ErrorStyle style, int status, String body, FailureClass expected) {
        Failure failure = recognised(style, status, body);
        assertThat(failure.kind()).isEqualTo(expected);
        for (int i = 0; i < 100; i++) {
            assertThat(request("m", failure, i)).isEqualTo(1);
        }

        assertThat(pool.events).isEmpty();
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(3, 0, 0, 0, 0));
    }

    @Test
    void aHundredMisspeltModelsCostNothing() {
        Failure failure = recognised(ErrorStyle.OPENAI, 404, "{\"error\":{\"code\":\"model_not_found\"}}");
        for (int i = 0; i < 100; i++) {
            assertThat(request("gpt-misspelt-" + i, failure, i)).isEqualTo(1);
        }

        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(3, 0, 0, 0, 0));
    }

    @Test
    void overlongRequestsThatGeminiAnswersWith500CoolNoKey() {
        Failure failure = recognised(
                ErrorStyle.GEMINI, 500, "{\"error\":{\"code\":500,\"message\":\"m\",\"status\":\"INTERNAL\"}}");
        for (int i = 0; i < 100; i++) {
            assertThat(request("m", failure, i)).as("two attempts on each key").isEqualTo(6);
            for (int others = 0; others < 6; others++) {
                pool.serve("m");
            }
        }

        assertThat(pool.events).isEmpty();
        assertThat(pool.pool.counts()).isEqualTo(new PoolCounts(3, 0, 0, 0, 0));
    }

    @Test
    void threeRevokedKeysAreTriedOnceEachAndThenNoMore() {
        Failure revoked = recognised(ErrorStyle.OPENAI, 401, "{\"error\":{\"code\":\"invalid_api_key\"}}");

        assertThat(request("m", revoked, 1)).isEqualTo(3);
        assertThat(request("m", revoked, 2)).isZero();
        assertThat(pool.ask("m").refusal()).isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void aSingleKeyIsWaitedForWhenItsRateLimitIsShort() {
        TestPool single = TestPool.of("k1");
        Failure limited = new Failure(FailureClass.RATE_SHORT, 429, "", null, null, null, Duration.ofSeconds(3), null);
        Verdict verdict = policy.judge(limited, new AttemptHistory(1, 0, 1, 0, 1), single.now());
        single.ask("m").failed(verdict.penalty());
        assertThat(verdict.keyMayServeAgain(single.now())).isTrue();
        Call again = single.ask("m");
        assertThat(again.isWaiting()).isTrue();

        single.pass(Duration.ofSeconds(3));

        assertThat(again.key()).isEqualTo("k1");
    }
}
