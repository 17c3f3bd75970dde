package dev.keyway.bench.jmh;

/** A long conversation, as agents send it: many messages, escapes and code in them, a few members around. */
final class ChatBody {

    private static final String TEXT = "Line one of some source:\\n\\tif (a < b && c != \\\"d\\\") { return e[f]; }\\n"
            + "and then prose, which has few characters that matter to a parser, and an \\u00fc here and there. ";

    private ChatBody() {}

    /** JSON of at least that many bytes, all of them ASCII. */
    static String ofBytes(int bytes) {
        StringBuilder json = new StringBuilder(bytes + 2048).append("{\"model\":\"openai/gpt-4o-mini\",\"messages\":[");
        for (int i = 0; json.length() < bytes; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"role\":\"")
                    .append(i % 2 == 0 ? "user" : "assistant")
                    .append("\",\"content\":\"")
                    .append(TEXT.repeat(1 + i % 12))
                    .append("\"}");
        }
        return json.append("],\"temperature\":0.2,\"max_tokens\":512,\"stream\":true}")
                .toString();
    }
}
