package dev.keyway.bench.books;

import dev.keyway.bench.pair.Pair;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;
import java.time.Duration;

/** A model of the fake provider with its prices. A token costs whole nano-dollars, so that costs are known exactly. */
enum Model {
    SHORT("books-short", 2, 1_237, 4_943),
    LONG("books-long", 6, 2_503, 12_007);

    static final Duration GAP = Duration.ofMillis(30);

    private final String id;
    private final int pieces;
    private final long inputNanos;
    private final long outputNanos;

    Model(String id, int pieces, long inputNanos, long outputNanos) {
        this.id = id;
        this.pieces = pieces;
        this.inputNanos = inputNanos;
        this.outputNanos = outputNanos;
    }

    /** The provider's name for it. */
    String id() {
        return id;
    }

    /** Pieces of each answer: its output tokens. */
    int pieces() {
        return pieces;
    }

    /** The cost of a complete answer in nano-dollars. */
    long costNanos(long input, long output) {
        return input * inputNanos + output * outputNanos;
    }

    /** Answers for all models: streams with a pause before each event, others after the time of such a stream. */
    static void answer(FakeProvider provider) {
        for (Model model : values()) {
            Reply reply = Reply.chunks(model.pieces);
            provider.when(Match.model(model.id)).reply(reply.delay(GAP.multipliedBy(model.pieces)));
            provider.when(Match.model(model.id).and(Match.streaming())).reply(reply.gap(GAP));
        }
    }

    /** Makes all models with their prices, and waits until the gateway has them. */
    static void make(Pair pair) {
        for (Model model : values()) {
            pair.price(model.id, perMillion(model.inputNanos), perMillion(model.outputNanos));
        }
    }

    private static String perMillion(long nanos) {
        return "%d.%03d".formatted(nanos / 1_000, nanos % 1_000);
    }
}
