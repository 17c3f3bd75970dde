package dev.keyway.filters.failover;

import java.time.Instant;
import java.time.ZoneId;
import tools.jackson.databind.JsonNode;

/**
 * Gemini's errors, of the native and of the OpenAI-compatible endpoint, and Vertex's: Google's status with
 * {@code details}, of which several can apply at once; the strictest wins.
 */
final class GeminiErrorRules implements ErrorRules {

    /** Daily quotas reset at midnight there: https://ai.google.dev/gemini-api/docs/rate-limits */
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    @Override
    public Finding classify(Evidence evidence) {
        return switch (evidence.status()) {
            case 400 -> Finding.of(badRequest(evidence));
            case 403 -> Finding.of(forbidden(evidence));
            case 429 -> tooMany(evidence);
            default -> Finding.of(StatusRules.of(evidence.status()));
        };
    }

    private static FailureClass badRequest(Evidence evidence) {
        String text = evidence.error().text();
        String reason = reason(evidence);
        if (reason.startsWith("API_KEY_")) {
            return FailureClass.AUTH;
        }
        boolean isUnnamedKeyFault =
                reason.isEmpty() && (text.startsWith("api key not valid") || text.startsWith("api key expired"));
        if (isUnnamedKeyFault) {
            return FailureClass.AUTH;
        }
        if (isPrecondition(evidence) && saysThatTheAccountMayNot(text)) {
            return FailureClass.PERMISSION;
        }
        return ContextTexts.match(text) ? FailureClass.CONTEXT : FailureClass.BAD_REQUEST;
    }

    private static boolean isPrecondition(Evidence evidence) {
        return "FAILED_PRECONDITION"
                .equals(evidence.error().error().path("status").asString(""));
    }

    /** A request can fail a precondition of its own, such as a file that is not ready; these texts are Google's alone. */
    private static boolean saysThatTheAccountMayNot(String text) {
        return text.startsWith("user location is not supported")
                || text.startsWith("gemini api free tier is not available")
                || text.startsWith("please enable billing");
    }

    private static FailureClass forbidden(Evidence evidence) {
        String reason = reason(evidence);
        boolean isKeyBlocked = reason.startsWith("API_KEY_") && reason.endsWith("_BLOCKED");
        boolean isKeyLeaked =
                reason.isEmpty() && evidence.error().text().startsWith("your api key was reported as leaked");
        return isKeyBlocked || isKeyLeaked ? FailureClass.AUTH : FailureClass.PERMISSION;
    }

    private static Finding tooMany(Evidence evidence) {
        boolean isDaily = false;
        for (JsonNode detail : evidence.error().error().path("details")) {
            for (JsonNode violation : detail.path("violations")) {
                if ("0".equals(violation.path("quotaValue").asString(""))) {
                    return Finding.of(FailureClass.PERMISSION);
                }
                isDaily |= violation.path("quotaId").asString("").contains("PerDay");
            }
        }
        return isDaily
                ? new Finding(FailureClass.RATE_DAY, midnightPacific(evidence.now()))
                : Finding.of(FailureClass.RATE_SHORT);
    }

    private static Instant midnightPacific(Instant now) {
        return now.atZone(PACIFIC)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(PACIFIC)
                .toInstant();
    }

    private static String reason(Evidence evidence) {
        for (JsonNode detail : evidence.error().error().path("details")) {
            String reason = detail.path("reason").asString("");
            if (!reason.isEmpty()) {
                return reason;
            }
        }
        return "";
    }
}
