package dev.keyway.admin.problem;

import jakarta.validation.ConstraintViolation;
import java.util.regex.Pattern;

/**
 * A part of the request that must change.
 *
 * @param field its name: a member of the body as a path with dots and {@code [index]}, a parameter, or a header
 * @param message what it must be
 */
public record FieldError(String field, String message) {

    /** How Jakarta Validation names the element of a list, after its index. */
    private static final Pattern ELEMENT = Pattern.compile("\\.<[a-z ]+>");

    /** What broke a constraint. */
    public static FieldError of(ConstraintViolation<?> broken) {
        return new FieldError(
                ELEMENT.matcher(broken.getPropertyPath().toString()).replaceAll(""), broken.getMessage());
    }
}
