package dev.keyway.admin.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one form that a configuration, or a part of it, is shown in: members in their order, without what is null. */
@Component
final class ConfigurationTree {

    private static final int TAG_BYTES = 16;

    private static final List<String> WITHIN =
            List.of("accounts", "models", "priceLists", "limits", "budgets", "alertChannels", "teams");

    private final JsonMapper json;

    ConfigurationTree(JsonMapper json) {
        this.json = json;
    }

    JsonNode of(Object part) {
        return withoutNulls(json.valueToTree(part));
    }

    /** Without what is within it and has a life of its own. */
    JsonNode own(Object thing) {
        JsonNode tree = of(thing);
        if (tree instanceof ObjectNode object) {
            object.remove(WITHIN);
        }
        return tree;
    }

    /** Says the same of configurations that say the same. */
    String etag(Configuration configuration) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(json.writeValueAsString(of(configuration)).getBytes(StandardCharsets.UTF_8));
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode less = json.createObjectNode();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                if (!member.getValue().isNull()) {
                    less.set(member.getKey(), withoutNulls(member.getValue()));
                }
            }
            return less;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode less = json.createArrayNode();
            array.forEach(element -> less.add(withoutNulls(element)));
            return less;
        }
        return node;
    }
}
