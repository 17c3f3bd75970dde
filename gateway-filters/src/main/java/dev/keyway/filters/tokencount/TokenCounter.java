package dev.keyway.filters.tokencount;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts the tokens of {@code POST /v1/token-count}. An encoding is loaded when it is first needed, which takes a good
 * part of a second, and a long text takes its time as well: call it from a bounded scheduler, never on an event loop.
 * Safe to share between threads.
 */
public final class TokenCounter {

    /** English text and JSON have about four bytes to a token. */
    private static final int BYTES_PER_TOKEN = 4;

    private static final List<String> SUBJECTS = List.of("messages", "input", "text");

    private final JsonMapper json = JsonMapper.builder().build();
    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

    /**
     * The tokens of a prompt.
     *
     * @param body {@code {"model": …, "messages" | "input" | "text": …}}
     * @throws GatewayException {@link ErrorCode#INVALID_JSON}, or {@link ErrorCode#INVALID_REQUEST} naming the member
     *     that is missing or wrong
     */
    public TokenCount count(byte[] body) {
        JsonNode request = read(body);
        ModelEncoding encoding = ModelEncoding.of(model(request));
        String subject = subject(request);
        PromptTally tally = new PromptTally(encodings.getEncoding(encoding.type()));
        switch (subject) {
            case "messages" -> tally.addConversation(request);
            case "input" -> tally.addInput(request.path(subject));
            default -> tally.addText(subject, request.path(subject));
        }
        return new TokenCount(
                tally.tokens(),
                tally.estimated() || !encoding.exact(),
                encoding.type().getName());
    }

    /**
     * What a prompt of unknown usage is taken to have: a token for each four bytes of the request body, rounded up. Too
     * much for one with images in it, too little for Chinese or Japanese text under an old tokenizer.
     */
    public static long estimate(long promptBytes) {
        return Math.ceilDiv(Math.max(0, promptBytes), BYTES_PER_TOKEN);
    }

    /**
     * What an answer of unknown usage, cut off by a client that left, is taken to have: a token for each four bytes of
     * generated text, rounded up. The frames of a stream are no text: they are many times as long as what they carry.
     */
    public static long estimateOutput(long textBytes) {
        return Math.ceilDiv(Math.max(0, textBytes), BYTES_PER_TOKEN);
    }

    static GatewayException invalid(String member, String message) {
        return new GatewayException(
                GatewayError.of(ErrorCode.INVALID_REQUEST, message).withParam(member));
    }

    private JsonNode read(byte[] body) {
        try {
            JsonNode request = json.readTree(body);
            if (request.isObject()) {
                return request;
            }
        } catch (JacksonException malformed) {
            throw new GatewayException(ErrorCode.INVALID_JSON, "The request body is not valid JSON.");
        }
        throw new GatewayException(ErrorCode.INVALID_REQUEST, "The request body must be a JSON object.");
    }

    private static String model(JsonNode request) {
        JsonNode model = request.path("model");
        if (!model.isString() || model.stringValue().isBlank()) {
            throw invalid("model", "'model' must be the name of a model.");
        }
        return model.stringValue();
    }

    private static String subject(JsonNode request) {
        List<String> given = SUBJECTS.stream().filter(request::hasNonNull).toList();
        if (given.isEmpty()) {
            throw invalid("messages", "One of 'messages', 'input' and 'text' must be given.");
        }
        if (given.size() > 1) {
            throw invalid(given.get(1), "Only one of 'messages', 'input' and 'text' may be given.");
        }
        return given.getFirst();
    }
}
