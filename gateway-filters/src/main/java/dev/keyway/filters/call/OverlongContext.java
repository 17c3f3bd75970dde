package dev.keyway.filters.call;

import dev.keyway.catalogue.provider.ErrorStyle;
import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.failover.FailureClass;

/**
 * Gemini answers some requests that are longer than the model's context with a 500 that names no cause:
 * https://ai.google.dev/gemini-api/docs/troubleshooting. Where the body's own length shows it, the request is at fault and no
 * other key would help.
 */
final class OverlongContext {

    private static final int INTERNAL = 500;
    private static final int BYTES_PER_TOKEN = 4;

    private OverlongContext() {}

    /** The failure as it is to be understood. */
    static Failure reconsider(Failure met, TargetPlan plan) {
        boolean isUnexplained = met.kind() == FailureClass.SERVER && met.status() == INTERNAL;
        if (!isUnexplained || plan.provider().declaration().errors() != ErrorStyle.GEMINI) {
            return met;
        }
        long context = plan.target().contextTokens();
        if (context == 0 || plan.payload().textBytes() / BYTES_PER_TOKEN <= context) {
            return met;
        }
        return met.forOverlongContext(context);
    }
}
