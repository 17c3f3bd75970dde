package dev.keyway.filters.observe;

import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.settings.LogFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per request, to the logger {@code keyway.access}. The path is logged without its query. */
final class AccessLog implements RequestObserver, RequestObservation {

    private static final Logger LOG = LoggerFactory.getLogger("keyway.access");

    private final LogFormat format;

    /** @param format how lines are written */
    AccessLog(LogFormat format) {
        this.format = format;
    }

    @Override
    public RequestObservation begin(RequestHead head) {
        return this;
    }

    @Override
    public void onEnded(RequestRecord request) {
        if (LOG.isInfoEnabled()) {
            LOG.info(line(request));
        }
    }

    private String line(RequestRecord request) {
        AccessLine line = AccessLine.begin(format, request.start().plus(request.duration()))
                .with(format == LogFormat.JSON ? "requestId" : "id", request.id())
                .with("path", request.path())
                .with("caller", request.caller())
                .with("provider", request.provider())
                .with("model", request.model())
                .with("key", request.keyId())
                .with("stream", request.stream())
                .with("outcome", request.outcome().label())
                .with("status", request.status())
                .with("code", request.code())
                .with("attempts", request.attempts())
                .with("prompt_tokens", request.usage().promptTokens())
                .with("completion_tokens", request.usage().completionTokens())
                .with("estimated", request.estimated())
                .with("cost", request.cost().amount().toString())
                .with("unpriced", request.cost().unpriced());
        if (request.firstByte() != null) {
            line.with("first_byte_ms", request.firstByte().toMillis());
        }
        return line.with("duration_ms", request.duration().toMillis()).end();
    }
}
