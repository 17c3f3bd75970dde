package dev.keyway.filters.stream;

import dev.keyway.catalogue.provider.StreamStyle;

/** What the events of one kind of stream mean. Stateless; one serves all streams. */
public abstract sealed class StreamGrammar
        permits OpenAiGrammar, ResponsesGrammar, MediaGrammar, AnthropicGrammar, GeminiGrammar, CohereGrammar {

    /** The grammar of a style. */
    public static StreamGrammar of(StreamStyle style) {
        return switch (style) {
            case OPENAI -> openAi();
            case RESPONSES -> openAiResponses();
            case MEDIA -> openAiMedia();
            case ANTHROPIC -> anthropic();
            case GEMINI -> gemini();
            case COHERE -> cohere();
        };
    }

    /** Chat completions and the older completions, as OpenAI and all that follow it stream them. */
    public static StreamGrammar openAi() {
        return OpenAiGrammar.INSTANCE;
    }

    /** OpenAI's responses. */
    public static StreamGrammar openAiResponses() {
        return ResponsesGrammar.INSTANCE;
    }

    /** OpenAI's images, speech and transcripts. */
    public static StreamGrammar openAiMedia() {
        return MediaGrammar.INSTANCE;
    }

    /** Anthropic's messages. */
    public static StreamGrammar anthropic() {
        return AnthropicGrammar.INSTANCE;
    }

    /** Gemini's own chunks. */
    public static StreamGrammar gemini() {
        return GeminiGrammar.INSTANCE;
    }

    /** Cohere's own events. */
    public static StreamGrammar cohere() {
        return CohereGrammar.INSTANCE;
    }

    /** Reads an answer of the same API that is not streamed. */
    public JsonAnswerScan answerScan() {
        return new JsonAnswerScan();
    }

    /** The same, and finds what a later request may refer to. */
    public JsonAnswerScan answerScanWithIds() {
        return answerScan();
    }

    /** Reads an event as far as its data are whole. */
    abstract EventReading read(SseEvent event);

    /** The members in which a model's words stand. */
    abstract TextMembers text();

    /** Whether an event of this name, given by its hash, only says again what others have said. */
    boolean repeatsText(int nameHash) {
        return false;
    }

    /** Whether an unmarked event of this name, given by its hash, is content and needs no reading. */
    abstract boolean isPlainContent(int nameHash);
}
