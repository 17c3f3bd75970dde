package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes random edits by splicing and on Jackson's tree: both must come to the same, and what was not named must not move. */
class BodyEditorDifferentialTests {

    private static final int DOCUMENTS = 150_000;
    private static final int SEED = 42;
    private static final List<String> NAMES =
            List.of("model", "n", "a", "é", "😀", "", "a\"b", "stream_options", "new");

    private final JsonMapper jackson = new JsonMapper();

    @Test
    void comesToWhatTheSameEditsOfATreeComeTo() {
        for (int i = 0; i < DOCUMENTS; i++) {
            SplittableRandom random = new SplittableRandom(SEED + (long) i);
            RandomJson json = new RandomJson(random);
            byte[] document = json.object();
            ByteBuf body = Unpooled.wrappedBuffer(document);
            MemberIndex index = MemberIndex.of(body);
            ObjectNode tree = (ObjectNode) jackson.readTree(document);
            BodyEditor editor = BodyEditor.of(index);
            Set<String> touched = new HashSet<>();

            for (int edits = random.nextInt(4); edits > 0; edits--) {
                edit(random, json, editor, tree, touched);
            }

            ByteBuf edited = editor.apply();
            byte[] result = new byte[edited.readableBytes()];
            edited.readBytes(result).release();
            String described =
                    "seed %d + %d: %s -> %s".formatted(SEED, i, new String(document, UTF_8), new String(result, UTF_8));
            if (!jackson.readTree(result).equals(tree)) {
                throw new AssertionError(described + ", not " + tree);
            }
            if (!untouched(index, touched).equals(untouched(MemberIndex.of(Unpooled.wrappedBuffer(result)), touched))) {
                throw new AssertionError(described + ": an untouched member has changed");
            }
            if (touched.isEmpty() && !Arrays.equals(result, document)) {
                throw new AssertionError(described + " without an edit");
            }
        }
    }

    private void edit(
            SplittableRandom random, RandomJson json, BodyEditor editor, ObjectNode tree, Set<String> touched) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String other = NAMES.get(random.nextInt(NAMES.size()));
        boolean fresh = touched.add(name);
        switch (random.nextInt(4)) {
            case 0 -> {
                editor.drop(name);
                tree.remove(name);
            }
            case 1 -> {
                byte[] value = json.value();
                editor.set(name, value);
                tree.set(name, jackson.readTree(value));
            }
            case 2 -> {
                touched.add(other);
                editor.rename(name, other);
                JsonNode value = tree.get(name);
                if (value != null && !name.equals(other)) {
                    tree.remove(name);
                    tree.putIfAbsent(other, value);
                }
            }
            default -> {
                if (fresh) {
                    within(editor, tree, name, other);
                }
            }
        }
    }

    /** Edits an object within the first one. */
    private static void within(BodyEditor editor, ObjectNode tree, String name, String other) {
        Member member = editor.member(name);
        if (member != null && member.kind() == ValueKind.OBJECT && tree.get(name) instanceof ObjectNode object) {
            MemberIndex index = MemberIndex.of(editor.original().body(), member.start(), member.end());
            JsonNode before = object.deepCopy();
            editor.inside(index).drop(other).setString("added", "é\n\"");
            object.remove(other);
            object.put("added", "é\n\"");
            if (!before.equals(object)) {
                editor.keepLast(name);
            }
        }
    }

    private static List<String> untouched(MemberIndex index, Set<String> touched) {
        return index.members().stream()
                .filter(member -> !touched.contains(member.name()))
                .map(member -> index.body().toString(member.nameStart(), member.end() - member.nameStart(), UTF_8))
                .toList();
    }
}
