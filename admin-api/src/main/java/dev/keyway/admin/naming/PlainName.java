package dev.keyway.admin.naming;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name that reads the same wherever it is shown: no line breaks, control or invisible characters, and none that turns the direction
 * of what follows.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainName.Validator.class)
public @interface PlainName {

    String message() default "must have no line breaks and no control, invisible or direction characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Judges by the category of each character. */
    final class Validator implements ConstraintValidator<PlainName, String> {

        /** Control, format, surrogate, private use and unassigned; line and paragraph separators. */
        private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

        @Override
        public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
            return name == null || isPlain(name);
        }

        static boolean isPlain(String name) {
            return !UNSEEN.matcher(name).find();
        }
    }
}
