package dev.keyway.filters.failover;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The HTTP status that an error inside a successful answer would have had. */
final class ImpliedStatus {

    private static final int UNNAMED = 500;

    private ImpliedStatus() {}

    /** The code where it is a status, else what code, type or Google status name say; 500 where nothing does. */
    static int of(ErrorFields error) {
        int numeric = asStatus(error.code());
        if (numeric != 0) {
            return numeric;
        }
        int stated = error.error().path("status").asInt(0);
        if (stated >= 400 && stated < 600) {
            return stated;
        }
        int byCode = byName(error.code());
        if (byCode != 0) {
            return byCode;
        }
        int byType = byName(error.type());
        if (byType != 0) {
            return byType;
        }
        int byGoogleStatus = byName(error.error().path("status").asString(null));
        return byGoogleStatus != 0 ? byGoogleStatus : byFinishReason(error.root());
    }

    private static int asStatus(@Nullable String code) {
        if (code == null || code.length() != 3 || !code.chars().allMatch(Character::isDigit)) {
            return 0;
        }
        int status = Integer.parseInt(code);
        return status >= 400 && status < 600 ? status : 0;
    }

    private static int byName(@Nullable String name) {
        return switch (name) {
            case null -> 0;
            case "invalid_api_key", "authentication_error", "UNAUTHENTICATED", "unauthenticated", "unauthorized" -> 401;
            case "billing_error", "insufficient_credits", "payment_required" -> 402;
            case "permission_error", "permission_denied", "permission-denied", "PERMISSION_DENIED", "forbidden" -> 403;
            case "not_found_error", "model_not_found", "not_found", "not-found", "NOT_FOUND" -> 404;
            case "request_too_large" -> 413;
            case "capacity_exceeded" -> 498;
            case "rate_limit_error",
                    "rate_limit_exceeded",
                    "rate_limited",
                    "model_rate_limit",
                    "insufficient_quota",
                    "slow_down",
                    "too_many_requests",
                    "resource-exhausted",
                    "RESOURCE_EXHAUSTED" -> 429;
            case "timeout_error", "DEADLINE_EXCEEDED" -> 504;
            case "overloaded_error", "server_is_overloaded", "provider_overloaded", "service_tier_capacity_exceeded" ->
                529;
            case "service_unavailable_error", "service_unavailable", "unavailable", "UNAVAILABLE" -> 503;
            case "context_length_exceeded",
                    "content_filter",
                    "content_policy_violation",
                    "invalid_prompt",
                    "invalid_request_error",
                    "invalid_request",
                    "BadRequestError",
                    "invalid-argument",
                    "INVALID_ARGUMENT",
                    "FAILED_PRECONDITION" -> 400;
            default -> 0;
        };
    }

    private static int byFinishReason(JsonNode root) {
        String reason = root.path("choices").path(0).path("finish_reason").asString("");
        return "insufficient_system_resource".equals(reason) ? 503 : UNNAMED;
    }
}
