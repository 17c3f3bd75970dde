package dev.keyway.filters.stream;

import dev.keyway.catalogue.usage.UsageReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Hosted calls: calls of tools that the provider runs and bills, counted by the items of a response of OpenAI's, whose usage does not
 * have them.
 */
final class HostedCalls {

    private static final List<String> TYPES = List.of("web_search_call", "code_interpreter_call", "file_search_call");

    private final Map<String, Integer> counts = new TreeMap<>();

    /** An item of the response. */
    void count(String type) {
        if (TYPES.contains(type)) {
            counts.merge(type, 1, Integer::sum);
        }
    }

    /** The bytes of a usage object, with the calls as one more member. */
    byte[] addedTo(byte[] usage) {
        if (counts.isEmpty() || usage.length < 2) {
            return usage;
        }
        String calls = counts.entrySet().stream()
                .map(call -> "\"%s\":%d".formatted(call.getKey(), call.getValue()))
                .collect(Collectors.joining(",", "{\"" + UsageReader.HOSTED_CALLS + "\":{", "},"));
        String members = new String(usage, 1, usage.length - 1, StandardCharsets.UTF_8);
        String all = members.strip().startsWith("}") ? calls.substring(0, calls.length() - 1) + "}" : calls + members;
        return all.getBytes(StandardCharsets.UTF_8);
    }
}
