package dev.keyway.bench.jmh;

/** A long conversation, as agents send it: many messages, and a few members around. */
public final class ChatBody {

    private static final String CODE = "Line one of some source:\\n\\tif (a < b && c != \\\"d\\\") { return e[f]; }\\n"
            + "and then prose, which has few characters that matter to a parser, and an \\u00fc here and there. ";
    private static final String PROSE =
            "Prose has no characters that matter to a parser, sentence after sentence, and a "
                    + "long document that is pasted into a prompt consists of little else; so do most answers of a model. ";

    /** What the messages are about. */
    public enum Text {
        /** An escape in every twenty characters or so. */
        CODE,
        /** None. */
        PROSE
    }

    private ChatBody() {}

    /** JSON of at least that many bytes, all of them ASCII. */
    static String ofBytes(int bytes, Text about) {
        String text = about == Text.CODE ? CODE : PROSE;
        StringBuilder json = new StringBuilder(bytes + 2048).append("{\"model\":\"openai/gpt-4o-mini\",\"messages\":[");
        for (int i = 0; json.length() < bytes; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"role\":\"")
                    .append(i % 2 == 0 ? "user" : "assistant")
                    .append("\",\"content\":\"")
                    .append(text.repeat(1 + i % 12))
                    .append("\"}");
        }
        return json.append("],\"temperature\":0.2,\"max_tokens\":512,\"stream\":true}")
                .toString();
    }
}
