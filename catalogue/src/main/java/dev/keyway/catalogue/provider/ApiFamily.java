package dev.keyway.catalogue.provider;

/** The API families whose errors and streams the gateway understands. */
public enum ApiFamily {
    OPENAI,
    ANTHROPIC,
    GEMINI,
    COHERE
}
