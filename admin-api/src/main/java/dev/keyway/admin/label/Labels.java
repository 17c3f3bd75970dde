package dev.keyway.admin.label;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts by key, such as {@code cost-centre: 4711}: bounded in number and length. */
@Constraint(validatedBy = Labels.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Labels {

    int MOST = 32;
    int LONGEST_VALUE = 200;

    String message() default "must be labels";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says which label must change, and how. */
    class Check implements ConstraintValidator<Labels, Map<String, String>> {

        private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");

        @Override
        public boolean isValid(@Nullable Map<String, String> labels, ConstraintValidatorContext context) {
            Optional<String> fault = labels == null ? Optional.empty() : fault(labels);
            fault.ifPresent(message -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
            });
            return fault.isEmpty();
        }

        /** What must change, as it goes on after the member's name: no text of the caller's but a valid key, for it is a template. */
        private static Optional<String> fault(Map<String, String> labels) {
            if (labels.size() > MOST) {
                return Optional.of("must have at most " + MOST + " keys");
            }
            for (Map.Entry<String, String> label : labels.entrySet()) {
                if (!KEY.matcher(label.getKey()).matches()) {
                    return Optional.of(
                            "must have keys of 1 to 63 letters, digits, '.', '_', '/' or '-', starting with a letter"
                                    + " or digit");
                }
                if (!isValue(label.getValue())) {
                    return Optional.of("must have a text of 1 to " + LONGEST_VALUE
                            + " characters without control characters for the key '" + label.getKey() + "'");
                }
            }
            return Optional.empty();
        }

        private static boolean isValue(@Nullable String value) {
            return value != null
                    && !value.isBlank()
                    && value.length() <= LONGEST_VALUE
                    && value.chars().noneMatch(Character::isISOControl);
        }
    }
}
