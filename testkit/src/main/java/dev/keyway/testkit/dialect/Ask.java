package dev.keyway.testkit.dialect;

/**
 * What the fake reads of a request, in one pass and without a tree.
 *
 * @param model the model as the body or the path names it, {@code ""} if neither does
 * @param stream whether the answer is to be streamed
 * @param includeUsage whether {@code stream_options.include_usage} was set
 * @param marker the {@code id} of an {@code echo:<id>} in the last text of the conversation, {@code ""} if it has none
 * @param words words of the last text of the conversation, or of all texts of an embedding's {@code input}; at least 1
 * @param inputs how many texts {@code input} holds; at least 1
 * @param tool the first declared tool's name if a call of it is due, else {@code ""}
 * @param base64 whether the vectors of an embedding are asked for in base64
 * @param wellFormed whether the braces of the body match, or the form has its parts
 * @param format the {@code response_format} if it is a plain word, else {@code ""}
 * @param previous the {@code previous_response_id}, {@code ""} if there is none
 * @param stored whether the provider may keep the answer
 * @param reasons whether reasoning is asked for
 * @param encrypts whether that is to come with its encrypted content
 * @param answerId the id of the answer, where it has one of its own
 */
public record Ask(
        String model,
        boolean stream,
        boolean includeUsage,
        String marker,
        int words,
        int inputs,
        String tool,
        boolean base64,
        boolean wellFormed,
        String format,
        String previous,
        boolean stored,
        boolean reasons,
        boolean encrypts,
        String answerId) {

    /** Reads the body of a request; an empty one asks for nothing. */
    public static Ask of(byte[] body) {
        return new AskReader(body).read();
    }

    /** The same request for a model and a mode that its path names (Gemini's own API). */
    public Ask fromPath(String pathModel, boolean pathStream) {
        return new Ask(
                pathModel,
                pathStream,
                includeUsage,
                marker,
                words,
                inputs,
                tool,
                base64,
                wellFormed,
                format,
                previous,
                stored,
                reasons,
                encrypts,
                answerId);
    }

    /** The same request, answered under this id. */
    public Ask answeredAs(String id) {
        return new Ask(
                model,
                stream,
                includeUsage,
                marker,
                words,
                inputs,
                tool,
                base64,
                wellFormed,
                format,
                previous,
                stored,
                reasons,
                encrypts,
                id);
    }

    /** Reads a form: its {@code model}, {@code stream}, {@code response_format} and {@code prompt}. */
    static Ask of(Form form) {
        String prompt = form.text("prompt");
        int echo = prompt.indexOf("echo:");
        return new Ask(
                form.text("model"),
                form.text("stream").equals("true"),
                false,
                echo < 0 ? "" : prompt.substring(echo + 5).split("[^A-Za-z0-9_-]", 2)[0],
                Math.max(1, prompt.split(" ").length),
                1,
                "",
                false,
                form.wellFormed(),
                form.text("response_format"),
                "",
                false,
                false,
                false,
                "");
    }

    /** The id of an item of the answer, which begins as OpenAI's of its kind do: {@code msg}, {@code fc}, {@code rs}. */
    public String itemId(String kind) {
        return kind + answerId.substring(answerId.indexOf('_'));
    }

    /** The reasoning of the answer as only the account that gave it can read it. */
    public String encryptedReasoning() {
        return "gAAAA" + itemId("rs").repeat(8) + "==";
    }

    /** Whether the answer is a tool call: tools are declared, allowed, and the last message is not a tool's result. */
    public boolean callsTool() {
        return !tool.isEmpty();
    }
}
