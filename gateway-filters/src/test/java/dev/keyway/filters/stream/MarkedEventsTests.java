package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The framer, which reads hardly any chunk, against one that reads each chunk into a tree. */
class MarkedEventsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> TEXTS = List.of(
            "usage",
            "error",
            "finish_reason",
            "\"usage\":{\"total_tokens\":666}",
            "\",\"error\":{\"message\":\"x\"}",
            "\\\"usage\\\":{}",
            "\\",
            "\"",
            "data: [DONE]\n\n",
            "\r\n\r\nevent: error\ndata: {}",
            "世界 😀 \u2028",
            "plain",
            "stop_reason\"");

    @Test
    void textNeverPassesForUsageOrErrors() {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            List<ObjectNode> chunks = new ArrayList<>();
            chunks.add(chunk(random, "start"));
            int length = random.nextInt(8);
            for (int i = 0; i < length; i++) {
                chunks.add(chunk(random, TEXTS.get(random.nextInt(TEXTS.size()))));
            }
            StringBuilder stream = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            List<String> usage = new ArrayList<>();
            boolean failed = false;
            for (ObjectNode chunk : chunks) {
                boolean compact = random.nextBoolean();
                String event = "data: " + (compact ? chunk.toString() : pretty(chunk)) + "\n\n";
                stream.append(event);
                if (!failed) {
                    failed = failure(chunk);
                    boolean reported = chunk.path("usage").isObject();
                    boolean extra = reported && chunk.path("choices").isEmpty();
                    String shown = reported ? hidden(event, chunk.path("usage"), compact) : event;
                    expected.append(failed || extra ? "" : shown);
                    if (reported) {
                        keep(usage, chunk.path("usage").toString());
                    }
                }
            }

            FramerRun run = FramerRun.swallowing(StreamGrammar.openAi(), stream.toString());

            assertThat(run.out()).as("seed %d", seed).isEqualTo(expected.toString());
            assertThat(run.state() == StreamState.FAILED).as("seed %d", seed).isEqualTo(failed);
            assertThat(run.usage().stream()
                            .map(JSON::readTree)
                            .map(JsonNode::toString)
                            .toList())
                    .as("seed %d", seed)
                    .isEqualTo(usage);
        }
    }

    @Test
    void aStreamOfNoiseLosesNoByteAndNoMemory() {
        byte[] alphabet = "data: \n\r{}[]\":,error usage[DONE]\\nul1\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        for (int seed = 0; seed < 5000; seed++) {
            Random random = new Random(seed);
            List<byte[]> pieces = new ArrayList<>();
            StringBuilder all = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                byte[] piece = new byte[random.nextInt(40)];
                for (int at = 0; at < piece.length; at++) {
                    piece[at] = alphabet[random.nextInt(alphabet.length)];
                }
                pieces.add(piece);
                all.append(new String(piece, StandardCharsets.ISO_8859_1));
            }
            String whole = FramerRun.of(
                            EventFramer.of(StreamGrammar.openAi()),
                            List.of(all.toString().getBytes(StandardCharsets.ISO_8859_1)))
                    .out();
            FramerRun run = FramerRun.of(EventFramer.of(StreamGrammar.openAi()), pieces);

            assertThat(run.out()).as("seed %d", seed).isEqualTo(whole);
        }
    }

    private static void keep(List<String> reports, String report) {
        if (reports.size() == 4) {
            reports.removeLast();
        }
        reports.add(report);
    }

    private static boolean failure(ObjectNode chunk) {
        boolean reason = false;
        for (JsonNode choice : chunk.path("choices")) {
            reason |= "error".equals(choice.path("finish_reason").asString(""));
        }
        return reason || (chunk.has("error") && !chunk.path("error").isNull());
    }

    private static ObjectNode chunk(Random random, String text) {
        ObjectNode chunk = JSON.createObjectNode();
        chunk.put("id", text);
        if (random.nextInt(12) == 0) {
            chunk.putObject("error").put("message", text);
        } else if (random.nextInt(4) == 0) {
            chunk.putNull("error");
        }
        ArrayNode choices = chunk.putArray("choices");
        if (random.nextInt(6) > 0) {
            ObjectNode choice = choices.addObject();
            choice.putObject("delta").put("content", text).putObject("usage").put("error", text);
            choice.putObject("content_filter_results").putObject("error").put("usage", text);
            choice.put("finish_reason", random.nextInt(10) == 0 ? "error" : random.nextBoolean() ? null : "stop");
        }
        switch (random.nextInt(3)) {
            case 0 -> chunk.putNull("usage");
            case 1 ->
                chunk.putObject("usage")
                        .put("total_tokens", random.nextInt(100))
                        .put("note", text);
            default -> {}
        }
        return chunk;
    }

    /** The event with null and blanks over its usage, which stands last in it. */
    private static String hidden(String event, JsonNode usage, boolean compact) {
        String text = compact ? usage.toString() : pretty(usage);
        int at = event.lastIndexOf(text);
        int blanks = text.getBytes(StandardCharsets.UTF_8).length - 4;
        return event.substring(0, at) + "null" + " ".repeat(blanks) + event.substring(at + text.length());
    }

    /** On one line, with blanks wherever JSON allows them. */
    private static String pretty(JsonNode chunk) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(chunk).replaceAll("\\r?\\n\\s*", " ");
    }
}
