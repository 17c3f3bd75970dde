package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.script.Request;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManyFailoversIT {

    private static final int COUNT = Integer.getInteger("keyway.test.failovers", 2000);
    private static final int AT_ONCE = 250;

    /** Of one model alone the pool would learn from all refusals how slowly to send, and requests would wait until their deadline. */
    private static final int SHARED_MODELS = 7;

    private static final Pattern MARKER = Pattern.compile("echo:(\\w+)-\\d+");

    @Test
    void eachOfManyFailoversAtOnceAnswersItsOwnClientAndLeavesNothing() {
        String[] keys = IntStream.range(0, 20).mapToObj(i -> "sk-" + i).toArray(String[]::new);
        try (FakeProvider provider = FakeProvider.start(keys);
                TestGateway gateway = TestGateway.builder()
                        .provider("openai", provider.v1(), keys)
                        .set("keyway.providers.openai.max-concurrent-requests-per-key", 0)
                        .set("logging.level.dev.keyway", "error")
                        .set("logging.level.keyway.access", "off")
                        .with(Records.Kept.class)
                        .start();
                Traffic traffic = new Traffic(gateway);
                LeakWatch leakWatch = new LeakWatch()) {
            failFirstCallOfEach(provider);

            List<HttpResponse<String>> answers =
                    Traffic.run(COUNT, AT_ONCE, i -> traffic.chat(model(i), marker(i), kind(i).stream));

            for (int i = 0; i < COUNT; i++) {
                HttpResponse<String> answer = answers.get(i);
                assertThat(answer.statusCode()).as(marker(i) + answer.body()).isEqualTo(200);
                assertThat(answer.headers().firstValue("x-keyway-attempts")).hasValue("2");
                String text = kind(i).stream ? Answers.streamedText(answer.body()) : Answers.text(answer.body());
                assertThat(text).isEqualTo(Answers.echo(marker(i)));
                assertThat(Answers.ends(answer.body())).isEqualTo(kind(i).stream ? 1 : 0);
            }
            assertThat(provider.requestCount()).isEqualTo(2L * COUNT);
            assertThat(Records.of(gateway).attempts()).hasSize(2 * COUNT);
            traffic.awaitNothingInFlight();
            assertThat(leakWatch.leaks()).isEmpty();
        }
    }

    /** How the first call of a request fails. Where that costs a key or opens the breaker, each has its own model. */
    private enum Kind {
        LIMITED(false, true),
        LIMITEDSTREAM(true, true),
        ERRORFIRST(true, false),
        RESET(false, false),
        RESETSTREAM(true, false),
        TRUNCATED(false, false);

        private final boolean stream;
        private final boolean sharesModel;

        Kind(boolean stream, boolean sharesModel) {
            this.stream = stream;
            this.sharesModel = sharesModel;
        }
    }

    private static Kind kind(int i) {
        return Kind.values()[i % Kind.values().length];
    }

    private static String marker(int i) {
        return kind(i) + "-" + i;
    }

    private static String model(int i) {
        return kind(i).sharesModel ? "shared-" + i % SHARED_MODELS : "m-" + i;
    }

    private static void failFirstCallOfEach(FakeProvider provider) {
        ErrorAnswer limited = Errors.openAi().rateLimited().retryAfterMillis(Duration.ofMillis(1));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        for (Kind kind : Kind.values()) {
            Reply reply = switch (kind) {
                case LIMITED, LIMITEDSTREAM -> Reply.error(limited);
                case ERRORFIRST -> Reply.ok().errorFirst(Errors.openAi().rateLimited());
                case RESET, RESETSTREAM -> Reply.resetAfterRequest();
                case TRUNCATED -> Reply.ok().cutAfterBytes(220);
            };
            Match first = request -> isKind(request, kind) && seen.add(marker(request));
            provider.when(first).reply(reply);
        }
    }

    private static boolean isKind(Request request, Kind kind) {
        return marker(request).startsWith(kind + "-");
    }

    private static String marker(Request request) {
        Matcher marker = MARKER.matcher(request.text());
        return marker.find() ? marker.group().substring(5) : "";
    }
}
