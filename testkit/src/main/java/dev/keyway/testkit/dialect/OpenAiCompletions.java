package dev.keyway.testkit.dialect;

import java.util.ArrayList;
import java.util.List;

/** {@code /v1/completions}, the older text API. */
final class OpenAiCompletions implements Answer {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        List<String> pieces = content.pieces(ask);
        return head(ask) + choice(String.join("", pieces), "\"stop\"") + "],\"usage\":"
                + OpenAiChat.usage(content.usage(ask, pieces.size())) + "}";
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        boolean counted = ask.includeUsage() || content.usageUnasked();
        String tail = counted ? "],\"usage\":null}" : "]}";
        List<String> pieces = content.pieces(ask);
        List<Event> events = new ArrayList<>(pieces.size() + 3);
        for (String piece : pieces) {
            events.add(Event.data(Event.Kind.CONTENT, head(ask) + choice(piece, "null") + tail));
        }
        events.add(Event.data(Event.Kind.FINISH, head(ask) + choice("", "\"stop\"") + tail));
        if (counted) {
            String usage = OpenAiChat.usage(content.usage(ask, pieces.size()));
            events.add(Event.data(Event.Kind.USAGE, head(ask) + "],\"usage\":" + usage + "}"));
        }
        events.add(Event.done());
        return events;
    }

    private static String head(Ask ask) {
        return "{\"id\":\"cmpl-fake\",\"object\":\"text_completion\",\"created\":1700000000,\"model\":\"" + ask.model()
                + "\",\"choices\":[";
    }

    private static String choice(String text, String finishReason) {
        return "{\"text\":\"" + text + "\",\"index\":0,\"logprobs\":null,\"finish_reason\":" + finishReason + "}";
    }
}
