package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;

/**
 * Says where a body fails to be what it should. Names and values of the body are never quoted, since they may be secret:
 * only the byte's place, counted from 0, and what was expected there.
 */
record JsonFault(int origin, int end) {

    GatewayException expected(int position, String what) {
        return new GatewayException(
                ErrorCode.INVALID_JSON,
                "The body is not valid JSON: expected " + what + " at byte " + (position - origin) + ".");
    }

    GatewayException truncated(String what) {
        return new GatewayException(
                ErrorCode.INVALID_JSON,
                "The body is cut off: it ends at byte " + (end - origin) + ", where " + what + " was expected.");
    }

    GatewayException empty() {
        return new GatewayException(ErrorCode.INVALID_JSON, "The body is empty; a JSON object is expected.");
    }

    GatewayException notAnObject(ValueKind kind, int position) {
        String what = switch (kind) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case TRUE, FALSE -> "a boolean";
            case NULL -> "null";
        };
        return new GatewayException(
                ErrorCode.INVALID_REQUEST,
                "A JSON object is expected at byte " + (position - origin) + ", not " + what + ".");
    }

    GatewayException tooMany(int bound, String what) {
        return new GatewayException(
                ErrorCode.INVALID_REQUEST, "The body has more than " + bound + " " + what + " in one place.");
    }
}
