package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Shot.Form;
import dev.keyway.testkit.dialect.Errors;
import dev.keyway.testkit.script.Reply;
import java.time.Duration;

/** How the first attempt of a request fails; each leaves the request free to be tried elsewhere. */
enum FirstFault {
    RATE_LIMITED,
    RATE_LIMITED_TOKENS,
    SERVER_ERROR,
    OVERLOADED,
    BAD_GATEWAY_PAGE,
    RESET_AFTER_REQUEST,
    CLOSED_WITHOUT_ANSWER,
    BROKEN_CHUNKS,
    CLOSED_AFTER_HEADERS,
    RESET_AFTER_HEADERS,
    ERROR_AS_FIRST_EVENT,
    ERROR_BEFORE_CONTENT,
    CUT_BEFORE_CONTENT,
    SILENT;

    private static final int SILENT_EVERY = 200;
    private static final int OTHERS = values().length - 1;
    private static final Duration SHORT = Duration.ofMillis(20);

    /** The fault of a request. All are met equally often, but for the silent one, which takes a timeout each time. */
    static FirstFault of(int request) {
        return request % SILENT_EVERY == SILENT_EVERY - 1 ? SILENT : values()[request % OTHERS];
    }

    /** How a request that is to meet this fault asks for its answer: some faults are those of streams. */
    Form form(int request) {
        return switch (this) {
            case BROKEN_CHUNKS,
                    CLOSED_AFTER_HEADERS,
                    RESET_AFTER_HEADERS,
                    ERROR_AS_FIRST_EVENT,
                    ERROR_BEFORE_CONTENT,
                    CUT_BEFORE_CONTENT -> Form.STREAM;
            case RATE_LIMITED,
                    RATE_LIMITED_TOKENS,
                    SERVER_ERROR,
                    OVERLOADED,
                    BAD_GATEWAY_PAGE,
                    RESET_AFTER_REQUEST,
                    CLOSED_WITHOUT_ANSWER,
                    SILENT -> request / OTHERS % 2 == 0 ? Form.STREAM : Form.WHOLE;
        };
    }

    /** What the provider says. */
    Reply reply() {
        return switch (this) {
            case RATE_LIMITED -> Reply.error(Errors.openAi().rateLimited().retryAfterMillis(SHORT));
            case RATE_LIMITED_TOKENS ->
                Reply.error(Errors.openAi().tokensLimited().retryAfterMillis(SHORT));
            case SERVER_ERROR -> Reply.error(Errors.openAi().server());
            case OVERLOADED -> Reply.error(Errors.openAi().overloaded());
            case BAD_GATEWAY_PAGE -> Reply.html(502);
            case RESET_AFTER_REQUEST -> Reply.resetAfterRequest();
            case CLOSED_WITHOUT_ANSWER -> Reply.close();
            case BROKEN_CHUNKS -> Reply.ok().badChunking();
            case CLOSED_AFTER_HEADERS -> Reply.ok().cutAfterBytes(0);
            case RESET_AFTER_HEADERS -> Reply.ok().resetAfterHeaders();
            case ERROR_AS_FIRST_EVENT -> Reply.ok().errorFirst(Errors.openAi().server());
            case ERROR_BEFORE_CONTENT ->
                Reply.ok().errorAfterLifecycle(Errors.openAi().rateLimited());
            case CUT_BEFORE_CONTENT -> Reply.ok().cutAfter(0);
            case SILENT -> Reply.silence();
        };
    }
}
