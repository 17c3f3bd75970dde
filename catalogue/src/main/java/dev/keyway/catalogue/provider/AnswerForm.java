package dev.keyway.catalogue.provider;

import java.util.Locale;

/** What an answer that is not streamed may be besides a JSON object. */
public enum AnswerForm {
    /** A JSON object and nothing else. */
    JSON,
    /** Or text, such as subtitles, as the request's {@code response_format} asks. */
    TEXT,
    /** Or bytes of a medium, meant to be used as they come. */
    MEDIUM;

    /**
     * Whether an answer of this content type is passed on as it is, without being read.
     *
     * @param contentType as the provider sent it; empty if it sent none
     */
    public boolean passes(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return switch (this) {
            case JSON -> false;
            case TEXT -> !type.isEmpty() && !isJson(type) && !type.startsWith("text/html");
            case MEDIUM -> !isJson(type) && !type.startsWith("text/");
        };
    }

    private static boolean isJson(String type) {
        return type.startsWith("application/") && type.contains("json");
    }
}
