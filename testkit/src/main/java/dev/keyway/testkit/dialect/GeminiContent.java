package dev.keyway.testkit.dialect;

import static dev.keyway.testkit.dialect.Event.Kind.CONTENT;
import static dev.keyway.testkit.dialect.Event.Kind.END;

import java.util.ArrayList;
import java.util.List;

/**
 * Gemini's own {@code :generateContent} and {@code :streamGenerateContent}: usage on every chunk, no terminator but the
 * {@code finishReason} of the last chunk.
 *
 * @param sse whether the stream is server-sent events (with CRLF); otherwise it is one growing JSON array
 */
record GeminiContent(boolean sse) implements Answer {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String streamType() {
        return sse ? "text/event-stream" : "application/json; charset=UTF-8";
    }

    @Override
    public String whole(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        String text = ask.callsTool() ? "" : String.join("", pieces);
        return chunk(ask, text, true, content.usage(ask, ask.callsTool() ? 1 : pieces.size()));
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        List<String> pieces = ask.callsTool() ? List.of("") : content.pieces(ask);
        List<Event> events = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = i == pieces.size() - 1;
            Usage usage = last ? content.usage(ask, pieces.size()) : Usage.of(ask.words(), i + 1);
            String json = chunk(ask, pieces.get(i), last, usage);
            events.add(new Event(last ? END : CONTENT, framed(json, i == 0, last)));
        }
        return events;
    }

    private String framed(String json, boolean first, boolean last) {
        if (sse) {
            return "data: " + json + "\r\n\r\n";
        }
        return (first ? "[" : ",\r\n") + json + (last ? "]" : "");
    }

    private static String chunk(Ask ask, String text, boolean last, Usage usage) {
        String part = ask.callsTool()
                ? "{\"functionCall\":{\"name\":\"" + ask.tool() + "\",\"args\":{\"echo\":\"" + ask.marker() + "\"}}}"
                : "{\"text\":\"" + text + "\"}";
        String finish = last ? "\"finishReason\":\"STOP\"," : "";
        return "{\"candidates\":[{\"content\":{\"parts\":[" + part + "],\"role\":\"model\"}," + finish
                + "\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":" + usage.input()
                + ",\"candidatesTokenCount\":" + usage.output() + ",\"totalTokenCount\":" + usage.total()
                + ",\"cachedContentTokenCount\":" + usage.cached() + "},\"modelVersion\":\"" + ask.model()
                + "\",\"responseId\":\"fake\"}";
    }
}
