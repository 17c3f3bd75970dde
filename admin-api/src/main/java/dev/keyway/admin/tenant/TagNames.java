package dev.keyway.admin.tenant;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of tags, as {@code x-keyway-tags} can carry them: without a comma or an equals sign, and each once. */
@Constraint(validatedBy = TagNames.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@interface TagNames {

    String message() default "must be names of tags";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says which name must change, and how. */
    class Check implements ConstraintValidator<TagNames, List<String>> {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
        private static final Pattern SPECIAL = Pattern.compile("[\\\\{}$]");
        private static final int LONGEST_SHOWN = 80;

        @Override
        public boolean isValid(@Nullable List<String> names, ConstraintValidatorContext context) {
            Optional<String> fault = names == null ? Optional.empty() : fault(names);
            fault.ifPresent(message -> {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate(message).addConstraintViolation();
            });
            return fault.isEmpty();
        }

        /** What must change, as it goes on after the member's name. */
        private static Optional<String> fault(List<String> names) {
            Set<String> seen = new HashSet<>();
            for (String name : names) {
                if (!NAME.matcher(name).matches()) {
                    return Optional.of(
                            "must have names of 1 to 63 letters, digits, '.', '_' or '-', starting with a letter or digit: not "
                                    + shown(name));
                }
                if (!seen.add(name)) {
                    return Optional.of("must not have '" + name + "' twice");
                }
            }
            return Optional.empty();
        }

        /** The name as a part of a message's template, in which braces, dollar signs and backslashes are special. */
        private static String shown(String name) {
            String start = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
            return "'" + SPECIAL.matcher(start).replaceAll("\\\\$0") + "'";
        }
    }
}
