package dev.keyway.testkit.dialect;

/** The providers' errors in their own shapes, ready to be answered or put into a stream. */
public final class Errors {

    private static final OpenAiErrors OPEN_AI = new OpenAiErrors();
    private static final AnthropicErrors ANTHROPIC = new AnthropicErrors();
    private static final GeminiErrors GEMINI = new GeminiErrors();

    private static final CohereErrors COHERE = new CohereErrors();

    private Errors() {}

    /** OpenAI's: {@code {"error":{message,type,param,code}}}. */
    public static OpenAiErrors openAi() {
        return OPEN_AI;
    }

    /** Anthropic's: {@code {"type":"error","error":{type,message},"request_id"}}. */
    public static AnthropicErrors anthropic() {
        return ANTHROPIC;
    }

    /** Google's: {@code {"error":{code,message,status,details}}}, for its own API and its OpenAI-compatible one. */
    public static GeminiErrors gemini() {
        return GEMINI;
    }

    /** Cohere's: {@code {"id","message"}}. */
    public static CohereErrors cohere() {
        return COHERE;
    }
}
