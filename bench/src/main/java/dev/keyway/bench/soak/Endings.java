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
        return answer.tail().endsWith(form == Form.STREAM ? "data: [DONE]\n\n" : "}") ? COMPLETE : "cut short";
    }
}
