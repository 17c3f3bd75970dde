package dev.keyway.admin.security;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.reference.Named;
import dev.keyway.admin.reference.References;
import dev.keyway.admin.reference.References.Reference;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.json.JsonMapper;

/** Named values: the names that a body has where it takes ids, and where its bytes have them. All other bytes stay as they are. */
final class NamedValues {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 200;

    private final byte[] body;
    private final Map<String, Named> members;

    /** By the pointer of the object that they are in. */
    private final Map<String, Map<Named, Map<String, String>>> objects = new LinkedHashMap<>();

    private final List<Value> values = new ArrayList<>();

    private NamedValues(byte[] body, Map<String, Named> members) {
        this.body = body;
        this.members = members;
    }

    /**
     * Reads a body; empty if it has no names, or cannot be parsed, which others report.
     *
     * @param members what it may name, by pointer
     * @throws ProblemException if it has too many names
     */
    static Optional<NamedValues> in(byte[] body, Map<String, Named> members, JsonMapper json) {
        NamedValues found = new NamedValues(body, members);
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    found.add(parser);
                }
            }
        } catch (JacksonException broken) {
            return Optional.empty();
        }
        return found.values.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    /** The references of each object that has a name, what lies in something after it, without repetitions. */
    Set<Map<String, Reference>> groups() {
        Set<Map<String, Reference>> groups = new LinkedHashSet<>();
        values.forEach(value -> groups.add(group(value.object())));
        return groups;
    }

    /** The body with ids, where these have been found. */
    byte[] with(Map<Map<String, Reference>, Map<String, UUID>> found) {
        ByteArrayOutputStream replaced = new ByteArrayOutputStream(body.length + 40 * values.size());
        int done = 0;
        for (Value value : values) {
            UUID id = found.getOrDefault(group(value.object()), Map.of()).get(value.member());
            if (id != null) {
                replaced.write(body, done, value.start() - done);
                replaced.writeBytes(('"' + id.toString() + '"').getBytes(StandardCharsets.US_ASCII));
                done = value.end();
            }
        }
        replaced.write(body, done, body.length - done);
        return replaced.toByteArray();
    }

    private void add(JsonParser parser) {
        TokenStreamContext at = parser.streamReadContext();
        String member = at.currentName();
        if (member == null || at.getNestingDepth() > NamedMembers.DEEPEST) {
            return;
        }
        String object = pointer(at.getParent(), false);
        Named kind = members.get(pointer(at.getParent(), true) + "/" + member);
        if (kind == null) {
            return;
        }
        String text = parser.getString();
        boolean isId = References.isId(text);
        if ((isId && at.getParent().inArray()) || !canBeName(text)) {
            return;
        }
        objects.computeIfAbsent(object, unused -> new EnumMap<>(Named.class))
                .computeIfAbsent(kind, unused -> new LinkedHashMap<>())
                .put(member, text);
        if (!isId) {
            addName(object, member, parser);
        }
    }

    private void addName(String object, String member, JsonParser parser) {
        if (values.size() == MOST) {
            throw ProblemException.of(
                    ErrorCode.INVALID_REQUEST,
                    "The body has more than " + MOST + " names in place of IDs: send IDs, or less at a time.");
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        int end = (int) parser.currentLocation().getByteOffset();
        if (start >= 0 && end > start + 1 && end <= body.length && body[start] == '"' && body[end - 1] == '"') {
            values.add(new Value(object, member, start, end));
        }
    }

    private Map<String, Reference> group(String object) {
        Map<String, Reference> group = new LinkedHashMap<>();
        objects.getOrDefault(object, Map.of())
                .forEach(
                        (kind, texts) -> texts.forEach((member, text) -> group.put(member, new Reference(kind, text))));
        return group;
    }

    /** Of what an object is in, down to that object. */
    private static String pointer(@Nullable TokenStreamContext at, boolean anyPosition) {
        StringBuilder pointer = new StringBuilder();
        for (TokenStreamContext up = at; up != null && !up.inRoot(); up = up.getParent()) {
            pointer.insert(
                    0,
                    "/" + (up.inArray() ? anyPosition ? "*" : up.getCurrentIndex() : String.valueOf(up.currentName())));
        }
        return pointer.toString();
    }

    /** A value that cannot be a name stays as it is; the endpoint then rejects it as an invalid ID. */
    private static boolean canBeName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME && text.chars().noneMatch(Character::isISOControl);
    }

    /** @param start of its bytes, from the quote; {@code end} is after the other quote */
    private record Value(String object, String member, int start, int end) {}
}
