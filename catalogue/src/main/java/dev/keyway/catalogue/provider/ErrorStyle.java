package dev.keyway.catalogue.provider;

/** Whose error bodies and codes a provider's failures are read as. */
public enum ErrorStyle {
    /** OpenAI's, which also reads what DeepSeek, Cohere, vLLM, Ollama and servers of no known name answer. */
    OPENAI,
    ANTHROPIC,
    GEMINI,
    AZURE,
    OPENROUTER,
    NVIDIA_NIM,
    MISTRAL,
    GROQ,
    TOGETHER,
    FIREWORKS,
    XAI
}
