package dev.keyway.testkit.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/audio/transcriptions} and {@code /v1/audio/translations}: what the {@code prompt} marks was said. */
final class OpenAiTranscripts implements Answer {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        return "{\"text\":\"" + String.join("", content.pieces(ask)) + "\",\"usage\":" + usage(ask, content) + "}";
    }

    @Override
    public byte @Nullable [] bytes(Ask ask, Content content) {
        String text = String.join("", content.pieces(ask));
        String written = switch (ask.format()) {
            case "text" -> text + "\n";
            case "srt" -> "1\n00:00:00,000 --> 00:00:01,000\n" + text + "\n\n";
            case "vtt" -> "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n" + text + "\n\n";
            default -> "";
        };
        return written.isEmpty() ? null : written.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String type(Ask ask) {
        return switch (ask.format()) {
            case "text", "srt", "vtt" -> "text/plain; charset=utf-8";
            default -> "application/json";
        };
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        List<Event> events = new ArrayList<>();
        List<String> pieces = content.pieces(ask);
        for (String piece : pieces) {
            events.add(
                    Event.data(Event.Kind.CONTENT, "{\"type\":\"transcript.text.delta\",\"delta\":\"" + piece + "\"}"));
        }
        events.add(Event.data(
                Event.Kind.FINISH,
                "{\"type\":\"transcript.text.done\",\"text\":\"" + String.join("", pieces) + "\",\"usage\":"
                        + usage(ask, content) + "}"));
        return events;
    }

    private static String usage(Ask ask, Content content) {
        Usage usage = content.usage(ask, content.pieces(ask).size());
        return "{\"type\":\"tokens\",\"input_tokens\":" + usage.input()
                + ",\"input_token_details\":{\"text_tokens\":0,\"audio_tokens\":" + usage.input()
                + "},\"output_tokens\":" + usage.output() + ",\"total_tokens\":" + usage.total() + "}";
    }
}
