package dev.keyway.catalogue.provider;

/** The grammars in which answers are streamed. */
public enum StreamStyle {
    /** Chat completion chunks, ended by {@code [DONE]}. */
    OPENAI,
    /** OpenAI's responses, ended by {@code response.completed}. */
    RESPONSES,
    /** OpenAI's images, speech and transcripts: typed events, the last one with the usage. */
    MEDIA,
    /** Anthropic's messages, ended by {@code message_stop}. */
    ANTHROPIC,
    /** Gemini's own chunks, ended by the {@code finishReason} of the last one. */
    GEMINI,
    /** Cohere's own events, ended by {@code message-end}. */
    COHERE
}
