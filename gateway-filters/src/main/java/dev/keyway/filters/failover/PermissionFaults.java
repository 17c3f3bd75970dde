package dev.keyway.filters.failover;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How providers say that a key may not use a model. A 403 that says nothing of the kind may as well be about the request: a
 * file that another account keeps, a filter in front of the provider that takes offence at the body. Types such as
 * {@code permission_error} name the status in words and explain nothing.
 */
final class PermissionFaults {

    /** Codes and Google's reasons, in lower case. */
    private static final Set<String> NAMES = Set.of(
            "unsupported_country_region_territory",
            // https://console.groq.com/docs/model-permissions
            "model_permission_blocked_org",
            "model_permission_blocked_project",
            // https://cloud.google.com/apis/design/errors
            "service_disabled",
            "consumer_invalid",
            "access_token_scope_insufficient",
            "iam_permission_denied",
            "location_policy_violated",
            "security_policy_violated");

    private static final String WHO =
            "(?:team|project|organi[sz]ation|account|workspace|subscription|tenant|api[ -]?key|key)";

    /** Only at the beginning of the message and before any quote, because further on it may repeat the caller's own words. */
    private static final Pattern TEXTS = Pattern.compile(
            String.join(
                    "|",
                    // OpenAI's restricted keys, which lack a scope.
                    "you have insufficient permissions for this operation",
                    "[^\"']{0,120}?(?:\\b(?:no|not have|without|lacks?|denied)|n't have) (?:the )?(?:access|permissions?)\\b.{0,40}?\\bmodels?\\b",
                    "[^\"']{0,120}?\\bnot (?:allowed|authori[sz]ed|permitted|entitled) to (?:use|access|sample from|call|invoke|query)\\b"
                            + ".{0,40}?\\bmodels?\\b",
                    "(?:the |this |that )?(?:requested )?model\\b.{0,100}?\\b(?:not (?:available|enabled|accessible|allowed|activated)"
                            + "|blocked|restricted|gated)\\b.{0,40}?\\b(?:for|to|in|by|at|on) (?:your|this|the) (?:current )?(?:"
                            + WHO
                            + "|region|country|plan)\\b",
                    "(?:the |this |your )?" + WHO
                            + "\\b.{0,80}?\\b(?:(?:is|are|was|been) (?:currently )?(?:not (?:authori[sz]ed|allowed|permitted)"
                            + "|blocked|restricted|banned))\\b",
                    "(?:user |your |this |the )?(?:location|country|region|ip(?: address)?)\\b.{0,60}?\\bnot (?:supported|allowed)"));

    private PermissionFaults() {}

    /** Whether the answer says that it is the key, or what stands behind it, that may not. */
    static boolean explain(Evidence evidence) {
        ErrorFields error = evidence.error();
        return isName(error.code())
                || isName(error.error().path("details").path(0).path("reason").asString(""))
                || TEXTS.matcher(error.text()).lookingAt();
    }

    private static boolean isName(@Nullable String name) {
        return name != null && NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
