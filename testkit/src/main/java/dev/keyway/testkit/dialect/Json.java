package dev.keyway.testkit.dialect;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/** Text inside JSON that is put together by hand. */
final class Json {

    private Json() {}

    /** The text as it stands between the quotes of a JSON string. */
    static String escape(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsUTF8(text), StandardCharsets.UTF_8);
    }

    static String quoted(String text) {
        return '"' + escape(text) + '"';
    }
}
