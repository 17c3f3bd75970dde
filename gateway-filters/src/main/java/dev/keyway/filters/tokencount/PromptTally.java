package dev.keyway.filters.tokencount;

import com.knuddels.jtokkit.api.Encoding;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The tokens of one prompt, as they add up.
 *
 * @see <a href="https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken">How to count tokens</a>
 */
final class PromptTally {

    /** What frames each message, and what primes the answer. */
    private static final int PER_MESSAGE = 3;

    private static final int PRIMING = 3;
    private static final int PER_NAME = 1;

    /** GPT-4o's price of an image of 1024 by 1024 pixels in high detail, and of any in low detail. */
    private static final int IMAGE = 765;

    private static final int IMAGE_IN_LOW_DETAIL = 85;

    private final Encoding encoding;
    private long tokens;
    private boolean estimated;

    PromptTally(Encoding encoding) {
        this.encoding = encoding;
    }

    long tokens() {
        return tokens;
    }

    /** Whether more than text was found, which each provider counts its own way. */
    boolean estimated() {
        return estimated;
    }

    void addText(String member, JsonNode text) {
        if (!text.isString()) {
            throw TokenCounter.invalid(member, "'" + member + "' must be a string.");
        }
        add(text.stringValue());
    }

    /** The input of an embedding: a text, token ids, or an array of either. */
    void addInput(JsonNode input) {
        if (input.isString()) {
            add(input.stringValue());
            return;
        }
        if (!input.isArray()) {
            throw TokenCounter.invalid("input", "'input' must be a string or an array.");
        }
        for (int i = 0; i < input.size(); i++) {
            JsonNode element = input.get(i);
            if (element.isIntegralNumber()) {
                tokens++;
            } else if (element.isString()) {
                add(element.stringValue());
            } else if (isTokenIds(element)) {
                tokens += element.size();
            } else {
                throw TokenCounter.invalid(
                        "input[" + i + "]", "'input' must hold strings, token ids or arrays of token ids.");
            }
        }
    }

    private static boolean isTokenIds(JsonNode element) {
        return element.isArray() && element.valueStream().allMatch(JsonNode::isIntegralNumber);
    }

    /** A chat with its messages, and with the tools and the system prompt beside them. */
    void addConversation(JsonNode request) {
        JsonNode messages = request.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw TokenCounter.invalid("messages", "'messages' must be an array of at least one message.");
        }
        for (int i = 0; i < messages.size(); i++) {
            addMessage("messages[" + i + "]", messages.get(i));
        }
        tokens += PRIMING;
        addIfGiven(request.path("tools"));
        addIfGiven(request.path("functions"));
        if (request.hasNonNull("system")) {
            addContent("system", request.path("system"));
            estimated = true;
        }
    }

    private void addMessage(String path, JsonNode message) {
        if (!message.isObject()) {
            throw TokenCounter.invalid(path, "'" + path + "' must be an object.");
        }
        if (!message.path("role").isString()) {
            throw TokenCounter.invalid(path + ".role", "'" + path + ".role' must be a string.");
        }
        tokens += PER_MESSAGE;
        for (Map.Entry<String, JsonNode> member : message.properties()) {
            switch (member.getKey()) {
                case "content" -> addContent(path + ".content", member.getValue());
                case "role" -> add(member.getValue().stringValue());
                case "name" -> {
                    addText(path + ".name", member.getValue());
                    tokens += PER_NAME;
                }
                default -> addIfGiven(member.getValue());
            }
        }
    }

    private void addContent(String path, JsonNode content) {
        if (content.isString()) {
            add(content.stringValue());
        } else if (content.isArray()) {
            for (int i = 0; i < content.size(); i++) {
                addPart(path + "[" + i + "]", content.get(i));
            }
        } else if (!content.isNull()) {
            throw TokenCounter.invalid(path, "'" + path + "' must be a string or an array of parts.");
        }
    }

    private void addPart(String path, JsonNode part) {
        if (!part.isObject()) {
            throw TokenCounter.invalid(path, "'" + path + "' must be an object.");
        }
        switch (part.path("type").asString("")) {
            case "text" -> addText(path + ".text", part.path("text"));
            case "image_url", "image" -> addImage(part);
            // Audio and files have no rule that all providers share; they count nothing and are named an estimate.
            default -> estimated = true;
        }
    }

    private void addImage(JsonNode part) {
        String detail = part.path("image_url").path("detail").asString("");
        tokens += detail.equals("low") ? IMAGE_IN_LOW_DETAIL : IMAGE;
        estimated = true;
    }

    /** Tool calls, tools and the like, which the provider turns into text by a rule of its own. */
    private void addIfGiven(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return;
        }
        add(value.isString() ? value.stringValue() : value.toString());
        estimated = true;
    }

    /** Text that spells a special token is text: a prompt cannot send one. */
    private void add(String text) {
        TextPieces pieces = new TextPieces(text);
        while (pieces.hasNext()) {
            tokens += encoding.countTokensOrdinary(pieces.next());
        }
        estimated |= pieces.cutWithin();
    }
}
