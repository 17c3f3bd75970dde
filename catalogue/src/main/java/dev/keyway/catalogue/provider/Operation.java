package dev.keyway.catalogue.provider;

/** What a caller can ask of a model, with the path below {@code /v1} that asks it and the family that spells it. */
public enum Operation {
    CHAT("/chat/completions", ApiFamily.OPENAI),
    COMPLETION("/completions", ApiFamily.OPENAI),
    EMBEDDING("/embeddings", ApiFamily.OPENAI),
    RESPONSES("/responses", ApiFamily.OPENAI),
    RESPONSE_COMPACTION("/responses/compact", ApiFamily.OPENAI),
    MODERATION("/moderations", ApiFamily.OPENAI),
    IMAGE("/images/generations", ApiFamily.OPENAI),
    SPEECH("/audio/speech", ApiFamily.OPENAI),
    TRANSCRIPTION("/audio/transcriptions", ApiFamily.OPENAI),
    TRANSLATION("/audio/translations", ApiFamily.OPENAI),
    RERANK("/rerank", ApiFamily.OPENAI),
    MESSAGES("/messages", ApiFamily.ANTHROPIC),
    MESSAGE_TOKENS("/messages/count_tokens", ApiFamily.ANTHROPIC);

    private final String path;
    private final ApiFamily family;

    Operation(String path, ApiFamily family) {
        this.path = path;
        this.family = family;
    }

    /** The path below the gateway's {@code /v1}. */
    public String path() {
        return path;
    }

    /** Whether requests come as {@code multipart/form-data} instead of JSON: those that bring a file. */
    public boolean takesForm() {
        return this == TRANSCRIPTION || this == TRANSLATION;
    }

    /** The family whose request, answer and error shapes the operation has. */
    public ApiFamily family() {
        return family;
    }
}
