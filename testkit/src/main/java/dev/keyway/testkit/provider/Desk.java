package dev.keyway.testkit.provider;

import dev.keyway.testkit.dialect.Ask;
import dev.keyway.testkit.dialect.Dialect;
import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Operation;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.script.Rules;
import dev.keyway.testkit.script.Step;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decides what a request is answered: rules first, then key, limits, random failures, and the good answer. */
final class Desk {

    private static final byte[] NOTHING = {};

    final Rules rules = new Rules();
    final Keys keys;
    final Recorder recorder;
    final InstantSource clock;
    private final Limits limits;
    private final Map<String, String> accounts;
    private final StoredAnswers stored = new StoredAnswers();
    private final Reply standard;
    private final Latency latency;
    private final Match failing;
    private final AtomicLong connections = new AtomicLong();

    /** Goes on after a reset: no id is given twice. */
    private final AtomicLong answers = new AtomicLong();

    private final AtomicInteger closings = new AtomicInteger();
    private volatile Step.End closing = Step.End.RST;

    Desk(FakeProviderBuilder settings) {
        keys = new Keys(settings.keys);
        recorder = new Recorder(settings.recorded, settings.clock);
        clock = settings.clock;
        accounts = Map.copyOf(settings.accounts);
        limits = new Limits(settings);
        standard = settings.answer;
        latency = settings.latency;
        failing = settings.failing;
    }

    long nextConnection() {
        return connections.incrementAndGet();
    }

    void atAccept(int count, Step.End how) {
        closing = how;
        closings.set(count);
    }

    void resetAtAccept(int count) {
        atAccept(count, Step.End.RST);
    }

    /** How the connection just accepted shall end at once, {@code null} if it may stay. */
    Step.@Nullable End atAccept() {
        return closings.get() > 0 && closings.getAndDecrement() > 0 ? closing : null;
    }

    /** What is said to the headers alone. */
    Optional<Reply> early(ReceivedRequest request) {
        return rules.next(request, true);
    }

    /** The steps that answer a request now read in full; {@code ruled} is what a rule has already decided. */
    List<Step> answer(ReceivedRequest request, byte[] body, @Nullable Reply ruled) {
        Operation operation = Operation.of(request.target(), request.header("anthropic-version") != null);
        String type = request.header("content-type");
        Ask ask = operation.ask(body, type == null ? "" : type).answeredAs("resp_" + answers.incrementAndGet());
        request.read(recorder.keeps() ? body : NOTHING, ask.model(), ask.stream());
        recorder.serving(request);
        Reply reply = ruled != null ? ruled : rules.next(request, false).orElse(null);
        if (reply == null || reply.own()) {
            reply = refusal(operation, ask, request, body).orElse(reply);
        }
        if (reply == null) {
            reply = good();
        }
        if (reply.own() && isResponses(operation)) {
            stored.keep(ask, account(request.key()));
        }
        Map<String, String> headers =
                new LinkedHashMap<>(limits.headers(operation.dialect(), request.key(), request.model()));
        String id = operation.dialect() == Dialect.ANTHROPIC ? "request-id" : "x-request-id";
        headers.put(id, "req_" + request.number());
        return reply.steps(operation, ask, headers);
    }

    void reset() {
        rules.clear();
        closings.set(0);
        stored.clear();
        recorder.reset();
    }

    private Optional<Reply> refusal(Operation operation, Ask ask, ReceivedRequest request, byte[] body) {
        if (!keys.good(request.key())) {
            return Optional.of(Reply.error(operation.dialect().unknownKey()));
        }
        if (operation.unknown()) {
            return Optional.of(Reply.error(operation.dialect().unknownPath()));
        }
        if (!ask.wellFormed()) {
            return Optional.of(Reply.error(operation.dialect().notJson()));
        }
        if (isResponses(operation)) {
            ErrorAnswer notHere = stored.refusal(ask, account(request.key()), body);
            if (notHere != null) {
                return Optional.of(Reply.error(notHere));
            }
        }
        ErrorAnswer limited = limits.take(operation.dialect(), request.key(), request.model(), ask.words());
        if (limited != null) {
            return Optional.of(Reply.error(limited));
        }
        return failing.matches(request) ? Optional.of(Reply.status(500)) : Optional.empty();
    }

    private static boolean isResponses(Operation operation) {
        return operation.name().equals("responses");
    }

    private String account(String key) {
        return accounts.getOrDefault(key, key);
    }

    private Reply good() {
        Duration delay = latency.next();
        return delay.isZero() ? standard : standard.delay(delay);
    }
}
