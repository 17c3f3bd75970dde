package dev.keyway.admin.naming;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A login that cannot be taken for another: a plain name, in compatibility form (NFKC), with letters of one script, as Unicode's report
 * 39 has it for identifiers that are "highly restrictive", save that no script is mixed with Latin.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainLogin.Validator.class)
public @interface PlainLogin {

    String message() default
            "must have letters of one script in their usual form, and no line breaks, control, invisible or direction characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Judges by the script of each character. */
    final class Validator implements ConstraintValidator<PlainLogin, String> {

        private static final List<Set<Character.UnicodeScript>> WRITTEN_TOGETHER = List.of(
                EnumSet.of(
                        Character.UnicodeScript.HAN,
                        Character.UnicodeScript.HIRAGANA,
                        Character.UnicodeScript.KATAKANA),
                EnumSet.of(Character.UnicodeScript.HAN, Character.UnicodeScript.HANGUL),
                EnumSet.of(Character.UnicodeScript.HAN, Character.UnicodeScript.BOPOMOFO));

        @Override
        public boolean isValid(@Nullable String login, ConstraintValidatorContext context) {
            return login == null || isPlain(login);
        }

        static boolean isPlain(String login) {
            if (!PlainName.Validator.isPlain(login) || !Normalizer.isNormalized(login, Normalizer.Form.NFKC)) {
                return false;
            }
            Set<Character.UnicodeScript> scripts = EnumSet.noneOf(Character.UnicodeScript.class);
            login.codePoints().mapToObj(Character.UnicodeScript::of).forEach(scripts::add);
            scripts.remove(Character.UnicodeScript.COMMON);
            scripts.remove(Character.UnicodeScript.INHERITED);
            return scripts.size() <= 1 || WRITTEN_TOGETHER.stream().anyMatch(together -> together.containsAll(scripts));
        }
    }
}
