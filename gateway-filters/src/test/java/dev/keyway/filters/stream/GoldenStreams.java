package dev.keyway.filters.stream;

/** Streams as the providers send them. */
final class GoldenStreams {

    static final String USAGE = "{\"prompt_tokens\":9,\"completion_tokens\":3,\"total_tokens\":12}";

    static final String USAGE_EVENT =
            "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":" + USAGE + "}\n\n";

    static final String OPENAI = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")
            + chunk("{\"content\":\"Grüße, \\\"usage\\\": 世界 😀\"}", "null")
            + chunk("{\"content\":\"error\"}", "null")
            + chunk("{\"content\":\"usage\"}", "null")
            + chunk("{}", "\"stop\"")
            + USAGE_EVENT
            + "data: [DONE]\n\n";

    static final String AZURE = "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\","
            + "\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":{\"hate\":{\"filtered\":false}}}]}\n\n"
            + OPENAI;

    static final String OPENROUTER = ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n"
            + OPENAI.replace("data:", "id: 7\nretry: 100\ndata:");

    static final String GROQ = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null")
            + chunk("{\"content\":\"hi\"}", "null")
            + "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"x_groq\":{\"id\":\"r\",\"usage\":"
            + USAGE + "}}\n\ndata: [DONE]\n\n";

    /** CRLF, usage on every chunk, no terminator. */
    static final String GEMINI_COMPATIBLE =
            ("data: {\"choices\":[{\"delta\":{\"content\":\"a\",\"role\":\"assistant\"},\"index\":0}],"
                            + "\"usage\":{\"completion_tokens\":1,\"prompt_tokens\":9,\"total_tokens\":10}}\n\n"
                            + "data: {\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\",\"index\":0}],\"usage\":"
                            + USAGE + "}\n\n")
                    .replace("\n", "\r\n");

    static final String COMPLETIONS =
            "data: {\"id\":\"c\",\"object\":\"text_completion\",\"choices\":[{\"text\":\"\",\"index\":0,\"finish_reason\":null}]}\n\n"
                    + "data: {\"id\":\"c\",\"object\":\"text_completion\",\"choices\":[{\"text\":\"Hi\",\"index\":0,\"finish_reason\":null}]}\n\n"
                    + "data: {\"id\":\"c\",\"object\":\"text_completion\",\"choices\":[{\"text\":\"\",\"index\":0,\"finish_reason\":\"length\"}],\"usage\":"
                    + USAGE + "}\n\ndata: [DONE]\n\n";

    static final String MESSAGE_START_USAGE = "{\"input_tokens\":25,\"cache_read_input_tokens\":5,\"output_tokens\":1}";

    static final String ANTHROPIC = event(
                    "message_start",
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],"
                            + "\"stop_reason\":null,\"usage\":" + MESSAGE_START_USAGE + "}}")
            + event(
                    "content_block_start",
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}")
            + event("ping", "{\"type\":\"ping\"}")
            + event(
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Grüße\"}}")
            + event(
                    "content_block_delta",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"error\"}}")
            + event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}")
            + event(
                    "message_delta",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":15}}")
            + event("message_stop", "{\"type\":\"message_stop\"}");

    static final String RESPONSES = event(
                    "response.created",
                    "{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\",\"error\":null,\"usage\":null}}")
            + event(
                    "response.in_progress",
                    "{\"type\":\"response.in_progress\",\"sequence_number\":1,\"response\":{\"id\":\"r\",\"error\":null,\"usage\":null}}")
            + event(
                    "response.output_item.added",
                    "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"message\",\"status\":\"in_progress\",\"content\":[]}}")
            + event(
                    "response.output_text.delta",
                    "{\"type\":\"response.output_text.delta\",\"delta\":\"Hi\",\"obfuscation\":\"xyz\"}")
            + event("response.output_text.done", "{\"type\":\"response.output_text.done\",\"text\":\"Hi\"}")
            + event(
                    "response.completed",
                    "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"error\":null,\"tools\":[{\"parameters\":{\"usage\":{\"type\":\"string\"}}}],"
                            + "\"usage\":{\"input_tokens\":4,\"output_tokens\":2}}}");

    private GoldenStreams() {}

    static String chunk(String delta, String finishReason) {
        return "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":" + finishReason + "}],\"usage\":null}\n\n";
    }

    static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
