package dev.keyway.testkit.dialect;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The models that each provider lists. */
final class ModelList {

    private ModelList() {}

    static Answer openAi() {
        return of(
                List.of("gpt-4o", "gpt-4o-mini", "text-embedding-3-small"),
                id -> "{\"id\":\"" + id + "\",\"object\":\"model\",\"created\":1700000000,\"owned_by\":\"fake\"}",
                all -> "{\"object\":\"list\",\"data\":[" + all + "]}");
    }

    static Answer anthropic() {
        return of(
                List.of("claude-sonnet-5", "claude-haiku-4-5"),
                id -> "{\"type\":\"model\",\"id\":\"" + id + "\",\"display_name\":\"" + id
                        + "\",\"created_at\":\"2026-01-01T00:00:00Z\"}",
                all -> "{\"data\":[" + all + "],\"has_more\":false,\"first_id\":\"claude-sonnet-5\","
                        + "\"last_id\":\"claude-haiku-4-5\"}");
    }

    static Answer geminiOpenAi() {
        return of(
                List.of("gemini-2.5-flash", "gemini-2.5-pro"),
                id -> "{\"id\":\"models/" + id + "\",\"object\":\"model\",\"owned_by\":\"google\"}",
                all -> "{\"object\":\"list\",\"data\":[" + all + "]}");
    }

    static Answer gemini() {
        return of(
                List.of("gemini-2.5-flash", "gemini-2.5-pro"),
                id -> "{\"name\":\"models/" + id + "\",\"displayName\":\"" + id
                        + "\",\"inputTokenLimit\":1048576,\"outputTokenLimit\":65536,"
                        + "\"supportedGenerationMethods\":[\"generateContent\",\"countTokens\"]}",
                all -> "{\"models\":[" + all + "]}");
    }

    private static Answer of(List<String> ids, UnaryOperator<String> entry, UnaryOperator<String> page) {
        String body = page.apply(ids.stream().map(entry).collect(Collectors.joining(",")));
        return (ask, content) -> body;
    }
}
