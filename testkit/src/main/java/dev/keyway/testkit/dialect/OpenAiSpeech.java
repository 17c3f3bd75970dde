package dev.keyway.testkit.dialect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** {@code /v1/audio/speech}: bytes of every value behind the text; streamed, the text's pieces in base64. */
final class OpenAiSpeech implements Answer {

    private static final int BYTES_PER_PIECE = 1024;

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        return "";
    }

    @Override
    public byte[] bytes(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        byte[] text = String.join("", pieces).getBytes(StandardCharsets.UTF_8);
        byte[] sound = new byte[text.length + BYTES_PER_PIECE * pieces.size()];
        System.arraycopy(text, 0, sound, 0, text.length);
        for (int i = text.length; i < sound.length; i++) {
            sound[i] = (byte) i;
        }
        return sound;
    }

    @Override
    public String type(Ask ask) {
        return "audio/mpeg";
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        List<Event> events = new ArrayList<>();
        List<String> pieces = content.pieces(ask);
        for (String piece : pieces) {
            String sound = Base64.getEncoder().encodeToString(piece.getBytes(StandardCharsets.UTF_8));
            events.add(Event.data(Event.Kind.CONTENT, "{\"type\":\"speech.audio.delta\",\"audio\":\"" + sound + "\"}"));
        }
        Usage usage = content.usage(ask, pieces.size());
        events.add(Event.data(
                Event.Kind.FINISH,
                "{\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":" + usage.input() + ",\"output_tokens\":"
                        + usage.output() + ",\"total_tokens\":" + usage.total() + "}}"));
        return events;
    }
}
