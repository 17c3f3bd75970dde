package dev.keyway.testkit.script;

import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Errors;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/**
 * The ready-made errors by name: {@code openAi.rateLimited}, {@code anthropic.overloaded}, {@code gemini.perDay}. Every method
 * of {@link Errors} without parameters has its name here.
 */
final class ErrorNames {

    private ErrorNames() {}

    /** A name alone, or {@code {"name", "retryAfterMs", "arrayWrapped"}}. */
    static ErrorAnswer find(JsonNode node) {
        if (node.isString()) {
            return find(node.asString());
        }
        ErrorAnswer error = find(node.path("name").asString());
        if (node.has("retryAfterMs")) {
            Duration wait = Duration.ofMillis(node.get("retryAfterMs").asLong());
            error = error.retryAfter(wait).retryAfterMillis(wait);
        }
        return node.path("arrayWrapped").asBoolean(false) ? Errors.gemini().arrayWrapped(error) : error;
    }

    private static ErrorAnswer find(String name) {
        String[] parts = name.split("\\.", 2);
        Object family = switch (parts[0]) {
            case "openAi" -> Errors.openAi();
            case "anthropic" -> Errors.anthropic();
            case "gemini" -> Errors.gemini();
            case "cohere" -> Errors.cohere();
            default -> throw unknown(name);
        };
        Method method = Arrays.stream(family.getClass().getMethods())
                .filter(one -> parts.length == 2 && one.getName().equals(parts[1]))
                .filter(one -> one.getParameterCount() == 0 && one.getReturnType() == ErrorAnswer.class)
                .findAny()
                .orElseThrow(() -> unknown(name));
        try {
            return (ErrorAnswer) method.invoke(family);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("unknown error: " + name);
    }
}
