package dev.keyway.catalogue.provider;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The models that may think silently for long before their first token, and so get longer timeouts.
 *
 * @param families matched, as a whole, against a model's name in lower case without what stands before its last slash
 *     and without the {@code ft:} of a fine-tuned model
 */
public record ReasoningModels(Pattern families) {

    /** No model. */
    public static final ReasoningModels NONE = new ReasoningModels(Pattern.compile("(?!)"));

    /**
     * The o-series and GPT from 5 on, but not a chat variant of a version without a minor: the rule of OpenAI's SDK
     * adapters. {@code gpt-35-turbo} is how Azure spells 3.5.
     */
    static final String OPENAI =
            "o\\d+([-:].*)?|gpt-(?!35(-|$))([5-9]|[1-9]\\d)(\\.\\d+([-:].*)?|(?!-chat(-|$))([-:].*)?)|gpt-oss([-:].*)?";

    /** Claude 3.7 and all from 4 on can think when a request asks for it; the name cannot tell whether it does. */
    static final String CLAUDE = "claude-3-7-.*|claude-[a-z]+-([4-9]|[1-9]\\d)([-.@].*)?";

    /** Gemini Pro thinks from 2.5 on, Flash by default from 3 on; whatever calls itself thinking does. */
    static final String GEMINI = "gemini-(?!.*(embedding|tts|lite)).*thinking.*"
            + "|gemini-(2\\.5|[3-9](\\.\\d+)?|[1-9]\\d(\\.\\d+)?)-pro(?!.*tts)(-.*)?"
            + "|gemini-([3-9](\\.\\d+)?|[1-9]\\d(\\.\\d+)?)-flash(?!-lite)(?!.*tts)(-.*)?";

    /** Grok 4 and later, but for what says that it does not reason. */
    static final String GROK = "grok-(?!.*non-reasoning)([4-9]|[1-9]\\d)([-.:].*)?|grok-(build|code)([-.:].*)?";

    /** Families that are served under their own names at many addresses. */
    static final String OPEN_WEIGHTS =
            "deepseek-(r\\d|reasoner|v[4-9]|flash|pro).*|qwq.*|magistral.*|.*[-.](thinking|reasoning)([-:.].*)?";

    /** The models whose names match one of the expressions. */
    static ReasoningModels of(String... expressions) {
        return new ReasoningModels(Pattern.compile(String.join("|", expressions)));
    }

    /** Whether the model belongs to one of the families. */
    public boolean contains(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return families.matcher(name.startsWith("ft:") ? name.substring(3) : name)
                .matches();
    }
}
