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
 * @param wellFormed whether the braces of the body match
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
        boolean wellFormed) {

    /** Reads the body of a request; an empty one asks for nothing. */
    public static Ask of(byte[] body) {
        return new AskReader(body).read();
    }

    /** The same request for a model and a mode that its path names (Gemini's own API). */
    public Ask fromPath(String pathModel, boolean pathStream) {
        return new Ask(pathModel, pathStream, includeUsage, marker, words, inputs, tool, base64, wellFormed);
    }

    /** Whether the answer is a tool call: tools are declared, allowed, and the last message is not a tool's result. */
    public boolean callsTool() {
        return !tool.isEmpty();
    }
}
