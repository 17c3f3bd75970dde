package dev.keyway.admin.policy;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** A network in CIDR notation, or one address. */
@Constraint(validatedBy = Network.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@interface Network {

    String message() default "must be a network such as 10.0.0.0/8, or an address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Addresses in digits only: no name is looked up. */
    class Check implements ConstraintValidator<Network, String> {

        private static final Pattern FORM = Pattern.compile("[0-9a-fA-F:.]{2,45}(/\\d{1,3})?");

        @Override
        public boolean isValid(String network, ConstraintValidatorContext context) {
            if (network == null || !FORM.matcher(network).matches()) {
                return false;
            }
            try {
                return new IpAddressMatcher(network) != null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }
}
