package dev.keyway.filters.failover;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How providers say what is wrong with a request. A refusal that says so is the request's fault beyond doubt; one that says
 * nothing of the kind may as well be about the account, in words that no rule knows.
 */
final class RequestFaults {

    /** Statuses that speak of the request alone. */
    private static final Set<Integer> STATUSES = Set.of(404, 405, 409, 411, 413, 414, 415, 416, 417, 431);

    /** Codes and types, in lower case. */
    private static final Set<String> NAMES = Set.of(
            "unsupported_parameter",
            "unsupported_value",
            "unsupported_country_region_territory",
            "unknown_parameter",
            "missing_required_parameter",
            "invalid_value",
            "invalid_type",
            "invalid_parameter",
            "invalid_json",
            "invalid_schema",
            "invalid_function_parameters",
            "invalid_image",
            "invalid_image_url",
            "invalid_base64",
            "invalid_encrypted_content",
            "previous_response_not_found",
            "string_above_max_length",
            "string_below_min_length",
            "array_above_max_length",
            "array_below_min_length",
            "integer_above_max_value",
            "integer_below_min_value",
            "decimal_above_max_value",
            "decimal_below_min_value",
            "empty_array",
            "empty_string",
            "extra_forbidden",
            "json_validate_failed",
            "tool_use_failed",
            "model_not_found",
            "model_decommissioned",
            "model_not_supported",
            "request_too_large",
            "badrequesterror",
            "validation_error");

    /** A member's name before a colon, as validators write it, or in quotes at the beginning. */
    private static final Pattern MEMBER =
            Pattern.compile("[\"'`]?(?:[a-z]+_[a-z0-9_]*|[a-z0-9_]+[.\\[][a-z0-9_.\\[\\]]*"
                    + "|messages|model|system|tools|thinking|temperature|stream|input|metadata|stop|seed|n)[\"'`]?: "
                    + "|[\"'`][a-z0-9_.\\[\\]]+[\"'`] ");

    /**
     * Words for parts of a request, and for what only the request can have caused by chance: a picture that was not to be
     * fetched, arguments that a model wrote wrongly.
     */
    private static final Pattern PARTS = Pattern.compile(
            "\\b(?:messages?\\[|parameters?|arguments?|propert(?:y|ies)|fields?|members?|schema|json|images?|files?|urls?|download(?:ing)?|tool["
                    + " _-]?(?:calls?|use|choice)|tools|function call(?:ing)?|temperature|top_p|max_tokens|(?:must|should)"
                    + " be|(?:invalid|unsupported|missing|unknown) (?:name|value|type|role|content|model|format))\\b");

    private RequestFaults() {}

    /** Whether the answer says what is wrong with the request. */
    static boolean explain(Evidence evidence) {
        ErrorFields error = evidence.error();
        return STATUSES.contains(evidence.status())
                || error.param() != null
                || isName(error.code())
                || isName(error.type())
                || isAboutMembers(error)
                || MEMBER.matcher(error.text()).lookingAt()
                || PARTS.matcher(error.text()).find();
    }

    /** A validator's list, or Google's. */
    private static boolean isAboutMembers(ErrorFields error) {
        return error.root().path("detail").isArray()
                || error.root().path("message").path("detail").isArray()
                || error.error().path("details").path(0).has("fieldViolations");
    }

    private static boolean isName(@Nullable String name) {
        return name != null && NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
