package dev.keyway.filters.failover;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Anthropic's errors: {@code error.type} says it all but for money, context and the content filter. */
final class AnthropicErrorRules implements ErrorRules {

    private static final Pattern SPENT =
            Pattern.compile("^(?:your credit balance is too low|you have reached your specified .{0,40}usage limits)");
    private static final Pattern BACK_ON = Pattern.compile("regain access on (\\d{4}-\\d{2}-\\d{2})");

    @Override
    public Finding classify(Evidence evidence) {
        if (evidence.typeIs("overloaded_error")) {
            return Finding.of(FailureClass.OVERLOAD);
        }
        return switch (evidence.status()) {
            case 400 -> badRequest(evidence);
            case 413 -> Finding.of(FailureClass.BAD_REQUEST);
            case 429 -> tooMany(evidence);
            default -> Finding.of(StatusRules.of(evidence.status()));
        };
    }

    private static Finding badRequest(Evidence evidence) {
        String text = evidence.error().text();
        if (isSpendLimit(evidence) || SPENT.matcher(text).find()) {
            return new Finding(FailureClass.QUOTA_HARD, statedReturn(text));
        }
        if (evidence.typeIs("billing_error")) {
            return Finding.of(FailureClass.QUOTA_HARD);
        }
        if (text.startsWith("output blocked by content filtering policy")) {
            return Finding.of(FailureClass.FILTER);
        }
        return Finding.of(ContextTexts.match(text) ? FailureClass.CONTEXT : FailureClass.BAD_REQUEST);
    }

    private static Finding tooMany(Evidence evidence) {
        return isSpendLimit(evidence)
                ? new Finding(FailureClass.QUOTA_HARD, nextMonth(evidence.now()))
                : Finding.of(FailureClass.RATE_SHORT);
    }

    private static boolean isSpendLimit(Evidence evidence) {
        String code =
                evidence.error().error().path("details").path("error_code").asString("");
        return "enforced_spend_limit_reached".equals(code);
    }

    /** The limit is monthly and ends on the 1st at 00:00 UTC. */
    private static Instant nextMonth(Instant now) {
        return YearMonth.from(now.atOffset(ZoneOffset.UTC))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant statedReturn(String text) {
        Matcher stated = BACK_ON.matcher(text);
        if (!stated.find()) {
            return null;
        }
        try {
            return LocalDate.parse(stated.group(1)).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
