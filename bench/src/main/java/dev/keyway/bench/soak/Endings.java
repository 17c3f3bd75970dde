package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Shot.Form;

/** A word for how a request ended. */
final class Endings {

    static final String COMPLETE = "complete";
    static final String TOLD = "ended by an error event";
    static final String LEFT = "left by the client";

    private Endings() {}

    /** The ending of a request that asked for this mark to be echoed. */
    static String of(Answer answer, Form form, String mark) {
        if (!answer.served()) {
            return answer.outcome();
        }
        if (answer.tail().contains("\"error\":{")) {
            return TOLD;
        }
        if (!answer.head().contains(mark.strip())) {
            return "of another request";
        }
        return isWhole(answer.tail(), form) ? COMPLETE : "cut short";
    }

    /** A stream that told its finish reason is whole, though some providers leave out the terminator after it. */
    private static boolean isWhole(String tail, Form form) {
        return switch (form) {
            case STREAM -> tail.endsWith("data: [DONE]\n\n") || tail.contains("\"finish_reason\":\"stop\"");
            case WHOLE -> tail.endsWith("}");
        };
    }
}
