package dev.keyway.testkit.script;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads rules from JSON: {@code {"when":{"key":"sk-1"},"times":2,"reply":{"status":429}}}, with {@code "replies":[…]} for a
 * sequence. Without {@code when} every request is meant, without {@code times} always.
 */
public final class ScriptReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Rules rules;

    /** Puts what it reads into these rules. */
    public ScriptReader(Rules rules) {
        this.rules = rules;
    }

    /**
     * Adds the rule, or all rules of an array.
     *
     * @throws IllegalArgumentException if it is no JSON or says something unknown; no rule is added then
     */
    public void read(String json) {
        try {
            JsonNode script = JSON.readTree(json);
            if (script.isArray()) {
                script.values().stream().map(this::rule).toList().forEach(Runnable::run);
            } else {
                rule(script).run();
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a script: " + e.getOriginalMessage(), e);
        }
    }

    private Runnable rule(JsonNode script) {
        Rules.When when = rules.when(match(script.path("when")));
        Rules.When counted =
                script.has("times") ? when.times(script.get("times").asInt()) : when;
        Reply[] replies = script.has("replies")
                ? script.get("replies").values().stream().map(ReplyReader::read).toArray(Reply[]::new)
                : new Reply[] {ReplyReader.read(script.path("reply"))};
        if (replies.length == 0) {
            throw new IllegalArgumentException("a rule needs a reply");
        }
        return () -> counted.reply(replies);
    }

    private static Match match(JsonNode when) {
        Match match = Match.anyRequest();
        for (Map.Entry<String, JsonNode> member : when.properties()) {
            if (!member.getKey().equals("nth")) {
                match = match.and(condition(member.getKey(), member.getValue()));
            }
        }
        return when.has("nth") ? match.nth(when.get("nth").asLong()) : match;
    }

    private static Match condition(String name, JsonNode value) {
        return switch (name) {
            case "key" -> Match.key(value.asString());
            case "model" -> Match.model(value.asString());
            case "path" -> Match.path(value.asString());
            case "bodyContains" -> Match.bodyContaining(value.asString());
            case "header" ->
                Match.header(value.path("name").asString(), value.path("value").asString());
            case "stream" ->
                value.asBoolean() ? Match.streaming() : Match.streaming().not();
            case "reusedConnection" ->
                value.asBoolean()
                        ? Match.onReusedConnection()
                        : Match.onReusedConnection().not();
            case "randomly" ->
                Match.randomly(
                        value.path("share").asDouble(), value.path("seed").asLong());
            default -> throw new IllegalArgumentException("unknown condition: " + name);
        };
    }
}
