package dev.keyway.testkit.dialect;

import java.util.ArrayList;
import java.util.List;

/** {@code /v1/images/generations}: the text in the place of an image; streamed, its pieces as partial images. */
final class OpenAiImages implements Answer {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public String whole(Ask ask, Content content) {
        return "{\"created\":1700000000,\"data\":[{\"b64_json\":\"" + String.join("", content.pieces(ask))
                + "\"}],\"usage\":" + usage(ask, content) + "}";
    }

    @Override
    public List<Event> events(Ask ask, Content content) {
        List<Event> events = new ArrayList<>();
        List<String> pieces = content.pieces(ask);
        for (int i = 0; i < pieces.size(); i++) {
            String data = "{\"type\":\"image_generation.partial_image\",\"b64_json\":\"" + pieces.get(i)
                    + "\",\"created_at\":1700000000,\"partial_image_index\":" + i + "}";
            events.add(Event.named(Event.Kind.CONTENT, "image_generation.partial_image", data));
        }
        String last = "{\"type\":\"image_generation.completed\",\"b64_json\":\"" + String.join("", pieces)
                + "\",\"created_at\":1700000000,\"usage\":" + usage(ask, content) + "}";
        events.add(Event.named(Event.Kind.FINISH, "image_generation.completed", last));
        return events;
    }

    private static String usage(Ask ask, Content content) {
        Usage usage = content.usage(ask, content.pieces(ask).size());
        return "{\"input_tokens\":" + usage.input() + ",\"input_tokens_details\":{\"image_tokens\":0,\"text_tokens\":"
                + usage.input() + "},\"output_tokens\":" + usage.output() + ",\"total_tokens\":" + usage.total() + "}";
    }
}
