package dev.keyway.admin.provider;

import dev.keyway.catalogue.provider.ForwardableHeaders;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** The name of a header that may go up to a provider: the gateway's own list decides. */
@Target({ElementType.TYPE_USE, ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ForwardableHeader.Validator.class)
@interface ForwardableHeader {

    String message() default "must be the name of a header, and neither a credential nor of the connection";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Asks the list. */
    final class Validator implements ConstraintValidator<ForwardableHeader, String> {

        @Override
        public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
            return name == null || (ForwardableHeaders.isName(name) && !ForwardableHeaders.isRefused(name));
        }
    }
}
