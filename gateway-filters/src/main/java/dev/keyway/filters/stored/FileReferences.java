package dev.keyway.filters.stored;

import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Lookout;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import java.util.List;

/**
 * Finds uploaded files that the parts of messages refer to. Only where each API has such references: elsewhere, as in the input of
 * a tool, the name is the caller's own.
 */
public final class FileReferences {

    static final String NAME = "file_id";

    /** To be looked out for when a request is read: most have no such names, nor stored audio, and are not looked through. */
    public static final Lookout LOOKOUT = Lookout.forNames(NAME, ConversationItems.AUDIO);

    /** The second is Mistral's. */
    private static final List<List<String>> OPENAI =
            List.of(List.of("messages", "content", "file", NAME), List.of("messages", "content", NAME));

    private static final List<List<String>> RESPONSES = List.of(
            List.of("input", "content", NAME),
            List.of("input", "output", NAME),
            List.of("tools", "input_image_mask", NAME));
    private static final List<List<String>> ANTHROPIC = List.of(
            List.of("messages", "content", "source", NAME),
            List.of("messages", "content", NAME),
            List.of("messages", "content", "source", "content", "source", NAME),
            List.of("messages", "content", "content", "source", NAME),
            List.of("messages", "content", "content", "source", "content", "source", NAME));

    private FileReferences() {}

    /** @param request read with the {@link #LOOKOUT}, or looked through in any case */
    static boolean isIn(MemberIndex request, StreamStyle style) {
        return request.hasSighted() && paths(style).stream().anyMatch(path -> leadsSomewhere(request, path));
    }

    private static List<List<String>> paths(StreamStyle style) {
        return switch (style) {
            case OPENAI -> OPENAI;
            case RESPONSES -> RESPONSES;
            case ANTHROPIC -> ANTHROPIC;
            case MEDIA, GEMINI, COHERE -> List.of();
        };
    }

    /** Through objects, and through all elements of arrays. Of several members of a name each counts. */
    private static boolean leadsSomewhere(MemberIndex object, List<String> path) {
        return object.members().stream()
                .filter(member -> member.name().equals(path.getFirst()))
                .anyMatch(member -> leadsSomewhere(object, member, path.subList(1, path.size())));
    }

    private static boolean leadsSomewhere(MemberIndex object, Member member, List<String> rest) {
        if (rest.isEmpty()) {
            return member.kind() != ValueKind.NULL;
        }
        return switch (member.kind()) {
            case OBJECT -> leadsSomewhere(MemberIndex.of(object.body(), member.start(), member.end()), rest);
            case ARRAY -> anyObject(ElementIndex.of(object.body(), member.start(), member.end()), rest);
            default -> false;
        };
    }

    private static boolean anyObject(ElementIndex elements, List<String> path) {
        for (int i = 0; i < elements.size(); i++) {
            MemberIndex object = elements.object(i);
            if (object != null && leadsSomewhere(object, path)) {
                return true;
            }
        }
        return false;
    }
}
