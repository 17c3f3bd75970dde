package dev.keyway.admin.problem;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Faults of a JSON body by their member, without the words of the library or the code. */
public final class JsonFaults {

    private JsonFaults() {}

    public static ProblemException problem(JacksonException fault) {
        String field = fault.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^[.]", "");
        if (fault instanceof StreamConstraintsException) {
            return ProblemException.invalid(field.isEmpty() ? "body" : field, "is too long or too deeply nested");
        }
        if (fault instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds() == null
                    ? ""
                    : "; known: "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", "));
            return ProblemException.invalid(field, "is unknown" + known);
        }
        if (fault instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return ProblemException.invalid(
                    field.isEmpty() ? "body" : field, "must be " + kind(mismatch.getTargetType()));
        }
        if (fault instanceof InputCoercionException coercion) {
            return ProblemException.invalid(
                    field.isEmpty() ? "body" : field, "must be " + kind(coercion.getTargetType()));
        }
        if (fault.getCause() instanceof IllegalArgumentException refused) {
            return ProblemException.invalid(field.isEmpty() ? "body" : field, String.valueOf(refused.getMessage()));
        }
        return ProblemException.invalid(field.isEmpty() ? "body" : field, "has an invalid value");
    }

    public static String place(JacksonException fault) {
        TokenStreamLocation at = fault.getLocation();
        return at == null || at.getLineNr() < 0
                ? "The body is not valid JSON."
                : "The body is not valid JSON: line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr());
    }

    /** What a value of a type looks like in a request. */
    public static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == UUID.class) {
            return "an id (UUID)";
        }
        if (type == Instant.class) {
            return "a moment such as 2026-11-23T12:00:00Z";
        }
        if (type == Duration.class) {
            return "a duration such as PT24H";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == LocalTime.class) {
            return "a time of day such as 06:30";
        }
        if (type == BigDecimal.class) {
            return "dollars in digits as a text, such as \"12.50\"";
        }
        if (Number.class.isAssignableFrom(type) || type == int.class || type == long.class) {
            return "a whole number in range";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type == String.class ? "a string" : "an object";
    }
}
