package dev.keyway.filters.tokencount;

import com.knuddels.jtokkit.api.EncodingType;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The tokenizer for a model.
 *
 * @param type the encoding to count with
 * @param exact whether the model itself uses it
 * @see <a href="https://github.com/openai/tiktoken/blob/main/tiktoken/model.py">tiktoken's table of models</a>
 */
record ModelEncoding(EncodingType type, boolean exact) {

    private static final Pattern O200K =
            Pattern.compile("(chatgpt-4o|gpt-4o|gpt-4\\.1|gpt-4\\.5|gpt-5(\\.\\d+)?|o\\d+)([-:].*)?");
    private static final Pattern CL100K =
            Pattern.compile("(gpt-4|gpt-3\\.5|gpt-35|text-embedding-3|text-embedding-ada-002)([-:].*)?");

    /** @param model with or without its provider, fine-tuned or not */
    static ModelEncoding of(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        String base = name.startsWith("ft:") ? name.substring(3) : name;
        if (O200K.matcher(base).matches()) {
            return new ModelEncoding(EncodingType.O200K_BASE, true);
        }
        if (CL100K.matcher(base).matches()) {
            return new ModelEncoding(EncodingType.CL100K_BASE, true);
        }
        return new ModelEncoding(EncodingType.O200K_BASE, false);
    }
}
