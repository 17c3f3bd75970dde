package dev.keyway.bench.soak;

import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Reply;

/** Faults that streams meet at random, before and after their first content. */
final class StreamFaults {

    private static final double SHARE = 0.02;

    private StreamFaults() {}

    static void play(FakeProvider provider, Reply good, int chunks, long seed) {
        int middle = chunks / 2;
        long next = seed;
        for (Reply reply : new Reply[] {
            good.cutAfter(middle),
            good.resetAfter(middle),
            good.errorAfter(middle, Errors.openAi().server()),
            good.withoutTerminator(),
            good.errorFirst(Errors.openAi().overloaded()),
            good.cutAfter(0),
            Reply.status(500),
            Reply.resetAfterRequest()
        }) {
            provider.when(Match.randomly(SHARE, next++)).stream(reply);
        }
    }
}
