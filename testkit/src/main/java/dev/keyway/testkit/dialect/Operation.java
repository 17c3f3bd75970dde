package dev.keyway.testkit.dialect;

import java.util.Map;

/**
 * What a path asks for.
 *
 * @param dialect whose API it is
 * @param name short name of the operation, {@code "unknown"} if there is none
 * @param answer how it is answered
 * @param pathModel the model if the path names it, else {@code ""}
 * @param pathStream whether the path asks for a stream
 */
public record Operation(Dialect dialect, String name, Answer answer, String pathModel, boolean pathStream) {

    private static final String UNKNOWN = "unknown";
    private static final Answer NONE = (ask, content) -> "";

    private static final Map<String, Answer> OPENAI = Map.of("chat/completions", new OpenAiChat());
    private static final Map<String, Answer> ANTHROPIC = Map.of("messages", new AnthropicMessages());
    private static final Map<String, Answer> GEMINI_OPENAI = Map.of("chat/completions", new GeminiChat());

    /**
     * The operation of a path, whatever prefix a provider puts before it.
     *
     * @param path without its query
     * @param anthropic whether the request carries Anthropic's version header; decides what {@code /v1/models} means
     */
    public static Operation of(String path, boolean anthropic) {
        if (path.contains("/v1beta/openai/")) {
            return find(Dialect.GEMINI_OPENAI, GEMINI_OPENAI, path);
        }
        boolean messages = path.contains("/messages");
        return anthropic || messages ? find(Dialect.ANTHROPIC, ANTHROPIC, path) : find(Dialect.OPENAI, OPENAI, path);
    }

    /** Whether there is no such path. */
    public boolean unknown() {
        return name.equals(UNKNOWN);
    }

    /** The request as this operation understands it. */
    public Ask ask(byte[] body) {
        Ask ask = Ask.of(body);
        return pathModel.isEmpty() ? ask : ask.fromPath(pathModel, pathStream);
    }

    private static Operation find(Dialect dialect, Map<String, Answer> answers, String path) {
        int last = path.lastIndexOf('/');
        int before = path.lastIndexOf('/', last - 1);
        String two = path.substring(before + 1);
        String name = answers.containsKey(two) ? two : path.substring(last + 1);
        Answer answer = answers.get(name);
        return answer == null
                ? new Operation(dialect, UNKNOWN, NONE, "", false)
                : new Operation(dialect, name, answer, "", false);
    }
}
