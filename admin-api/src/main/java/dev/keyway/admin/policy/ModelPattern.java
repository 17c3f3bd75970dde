package dev.keyway.admin.policy;

import dev.keyway.catalogue.glob.Glob;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** The name of a model, or a pattern of names with {@code *}, within the bounds of {@link Glob}. */
@Constraint(validatedBy = ModelPattern.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface ModelPattern {

    String message() default "must have at most " + Glob.MAX_STARS + " '*'";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks {@link Glob}; what is missing or too long, other constraints say. */
    class Check implements ConstraintValidator<ModelPattern, @Nullable String> {

        @Override
        public boolean isValid(@Nullable String pattern, ConstraintValidatorContext context) {
            return pattern == null
                    || pattern.length() > Glob.MAX_LENGTH
                    || Glob.fault(pattern).isEmpty();
        }
    }
}
