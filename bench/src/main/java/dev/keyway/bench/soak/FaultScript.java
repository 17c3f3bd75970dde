package dev.keyway.bench.soak;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.script.Request;
import java.util.BitSet;

/** Makes a provider fail the first attempt of each request, in the way that is that request's. */
final class FaultScript {

    private static final String MARK = "echo:";

    private final BitSet seen = new BitSet();

    void play(FakeProvider provider) {
        for (FirstFault fault : FirstFault.values()) {
            provider.when(request -> isFirst(request, fault)).reply(fault.reply());
        }
    }

    /** What a request must contain so that the script and the answer know it. */
    static String mark(int request) {
        return MARK + request + " ";
    }

    private boolean isFirst(Request request, FirstFault fault) {
        int number = number(request.text());
        return FirstFault.of(number) == fault && firstTime(number);
    }

    private synchronized boolean firstTime(int number) {
        boolean first = !seen.get(number);
        seen.set(number);
        return first;
    }

    static int number(String body) {
        int start = body.indexOf(MARK) + MARK.length();
        return Integer.parseInt(body, start, body.indexOf(' ', start), 10);
    }
}
