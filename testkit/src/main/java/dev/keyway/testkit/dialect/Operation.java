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
    private static final Answer INPUT_TOKENS = (ask, content) -> "{\"input_tokens\":" + ask.words() + "}";
    private static final Answer TOTAL_TOKENS = (ask, content) -> "{\"totalTokens\":" + ask.words() + "}";

    private static final Map<String, Answer> OPENAI = Map.ofEntries(
            Map.entry("chat/completions", new OpenAiChat()),
            Map.entry("completions", new OpenAiCompletions()),
            Map.entry("responses", new OpenAiResponses()),
            Map.entry("embeddings", new OpenAiEmbeddings()),
            Map.entry("moderations", new OpenAiModerations()),
            Map.entry("images/generations", new OpenAiImages()),
            Map.entry("audio/speech", new OpenAiSpeech()),
            Map.entry("audio/transcriptions", new OpenAiTranscripts()),
            Map.entry("audio/translations", new OpenAiTranscripts()),
            Map.entry("rerank", new Rerankings()),
            Map.entry("models", ModelList.openAi()));
    private static final Map<String, Answer> ANTHROPIC = Map.of(
            "messages",
            new AnthropicMessages(),
            "messages/count_tokens",
            INPUT_TOKENS,
            "models",
            ModelList.anthropic());
    private static final Map<String, Answer> GEMINI_OPENAI = Map.of(
            "chat/completions", new GeminiChat(),
            "embeddings", new OpenAiEmbeddings(),
            "models", ModelList.geminiOpenAi());
    private static final Map<String, Answer> GEMINI = Map.of(
            "generateContent", new GeminiContent(true),
            "streamGenerateContent", new GeminiContent(false),
            "streamGenerateContent?sse", new GeminiContent(true),
            "countTokens", TOTAL_TOKENS,
            "embedContent", new GeminiEmbeddings(false),
            "batchEmbedContents", new GeminiEmbeddings(true),
            "models", ModelList.gemini());

    private static final Map<String, Answer> COHERE = Map.of(
            "chat", new CohereChat(),
            "embed", (ask, content) -> CohereLists.embeddings(ask),
            "rerank", (ask, content) -> CohereLists.ranking(ask));

    /**
     * The operation of a request target, whatever prefix a provider puts before it.
     *
     * @param target path and query
     * @param anthropic whether the request carries Anthropic's version header; decides what {@code /v1/models} means
     */
    public static Operation of(String target, boolean anthropic) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        if (path.contains("/v1beta/openai/")) {
            return find(Dialect.GEMINI_OPENAI, GEMINI_OPENAI, path);
        }
        int colon = path.lastIndexOf(':');
        if (colon > 0) {
            boolean sse = query > 0 && target.indexOf("alt=sse", query) > 0;
            return gemini(path.substring(path.lastIndexOf('/', colon) + 1, colon), path.substring(colon + 1), sse);
        }
        if (path.startsWith("/v1beta/")) {
            return find(Dialect.GEMINI, GEMINI, path);
        }
        if (path.contains("/v2/")) {
            return find(Dialect.COHERE, COHERE, path);
        }
        boolean messages = path.contains("/messages");
        return anthropic || messages ? find(Dialect.ANTHROPIC, ANTHROPIC, path) : find(Dialect.OPENAI, OPENAI, path);
    }

    /** Whether there is no such path. */
    public boolean unknown() {
        return name.equals(UNKNOWN);
    }

    /** The request as this operation understands it. */
    public Ask ask(byte[] body, String contentType) {
        if (contentType.startsWith("multipart/form-data")) {
            return Ask.of(Form.of(body, contentType));
        }
        Ask ask = Ask.of(body);
        return pathModel.isEmpty() ? ask : ask.fromPath(pathModel, pathStream);
    }

    private static Operation gemini(String model, String method, boolean sse) {
        boolean stream = method.equals("streamGenerateContent");
        Answer answer = GEMINI.get(stream && sse ? method + "?sse" : method);
        return answer == null
                ? new Operation(Dialect.GEMINI, UNKNOWN, NONE, model, false)
                : new Operation(Dialect.GEMINI, method, answer, model, stream);
    }

    private static Operation find(Dialect dialect, Map<String, Answer> answers, String path) {
        int last = path.lastIndexOf('/');
        String two = path.substring(path.lastIndexOf('/', last - 1) + 1);
        String name = answers.containsKey(two) ? two : path.substring(last + 1);
        Answer answer = answers.get(name);
        return answer == null
                ? new Operation(dialect, UNKNOWN, NONE, "", false)
                : new Operation(dialect, name, answer, "", false);
    }
}
