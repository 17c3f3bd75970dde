package dev.keyway.catalogue.provider;

/** Whose error bodies and codes a provider's failures are read as. */
public enum ErrorStyle {
    OPENAI,
    ANTHROPIC,
    GEMINI
}
