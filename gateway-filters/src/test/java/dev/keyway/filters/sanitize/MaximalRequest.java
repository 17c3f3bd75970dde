package dev.keyway.filters.sanitize;

import java.util.List;

/** A chat with everything in it that clients send. */
final class MaximalRequest {

    static final String MAXIMAL = """
            {
              "model": "some/model",
              "messages": [
                {"role": "developer", "content": "Be brief. 😀"},
                {"role": "user", "name": "ann", "content": "Why \\"thinking\\": {}?"}
              ],
              "max_tokens": 100,
              "temperature": 1.50,
              "top_p": 0.9,
              "top_k": 40,
              "n": 2,
              "stop": ["\\n"],
              "seed": 7,
              "logit_bias": {"50256": -100},
              "logprobs": true,
              "top_logprobs": 2,
              "presence_penalty": 1e-1,
              "frequency_penalty": 0.1,
              "parallel_tool_calls": true,
              "tools": [{"type": "function", "function": {"name": "f"}}],
              "tool_choice": "auto",
              "response_format": {"type": "text"},
              "stream": true,
              "stream_options": {"include_usage": false},
              "reasoning_effort": "low",
              "thinking": {"type": "enabled", "budget_tokens": 1024},
              "extra_body": {"google": {"thinking_config": {"include_thoughts": true}}, "other": 1},
              "user": "u-1",
              "metadata": {"a": "b"},
              "store": false,
              "service_tier": "auto",
              "prompt_cache_key": "k",
              "web_search_options": {}
            }
            """;

    private MaximalRequest() {}

    /** The request without the members of these names. */
    static String without(String... starts) {
        List<String> lines = MAXIMAL.lines()
                .filter(line -> List.of(starts).stream().noneMatch(start -> line.startsWith("  \"" + start + "\":")))
                .toList();
        return (String.join("\n", lines) + "\n").replace(",\n}", "\n}");
    }
}
