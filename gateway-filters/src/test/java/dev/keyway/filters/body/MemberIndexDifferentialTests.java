package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the index against Jackson on a million documents. They differ on purpose in three things only: bytes that are not
 * UTF-8 are refused even where Jackson lets overlong forms, encoded surrogates and code points beyond the last pass;
 * Jackson guesses UTF-16 and UTF-32 from zero bytes at the start, which are refused here; and Jackson bounds the length
 * of one name and one number, which are not bounded here but by the body's size.
 */
class MemberIndexDifferentialTests {

    private static final int DOCUMENTS = 1_000_000;
    private static final int SEED = 20_261_123;
    private static final ByteBuf DIRECT = Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(4096));

    private final JsonMapper jackson = new JsonMapper();

    /** On a thread of its own, whose short stack makes the exceptions of the many refusals cheap. */
    @Test
    void takesAndRefusesWhatJacksonDoes() {
        int taken = CompletableFuture.supplyAsync(this::taken).join();

        assertThat(taken).as("documents taken").isBetween(DOCUMENTS / 4, DOCUMENTS * 9 / 10);
    }

    private int taken() {
        int taken = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            taken += agrees(i, document(i)) ? 1 : 0;
        }
        return taken;
    }

    private static byte[] document(int i) {
        SplittableRandom random = new SplittableRandom(SEED + (long) i);
        RandomJson json = new RandomJson(random);
        byte[] document = random.nextInt(20) == 0 ? json.value() : json.object();
        return random.nextBoolean() ? document : json.spoiled(document);
    }

    /** Fails where the two differ; says whether both take the document. */
    private boolean agrees(int i, byte[] document) {
        JsonNode tree = tree(document);
        MemberIndex index = index(i % 2 == 0 ? Unpooled.wrappedBuffer(document) : direct(document));
        if ((tree != null) != (index != null)) {
            assertThat(index == null && excepted(document))
                    .as("seed %d + %d: Jackson %s, the index %s %s", SEED, i, tree, index, shown(document))
                    .isTrue();
            return false;
        }
        if (tree == null || index == null) {
            return false;
        }
        Set<String> names = new LinkedHashSet<>();
        for (Member member : index.members()) {
            names.add(member.name());
        }
        if (!names.equals(new LinkedHashSet<>(tree.propertyNames()))) {
            throw new AssertionError("seed %d + %d: names %s %s".formatted(SEED, i, names, shown(document)));
        }
        for (String name : names) {
            if (!agrees(index, name, tree.get(name))) {
                throw new AssertionError("seed %d + %d: a value %s".formatted(SEED, i, shown(document)));
            }
        }
        return true;
    }

    private boolean agrees(MemberIndex index, String name, JsonNode expected) {
        Member member = index.member(name);
        if (member == null) {
            return false;
        }
        return switch (member.kind()) {
            case STRING -> expected.isString() && expected.stringValue().equals(index.string(name));
            case TRUE -> expected.isBoolean() && expected.booleanValue() && index.isTrue(name);
            case FALSE -> expected.isBoolean() && !expected.booleanValue() && !index.isTrue(name);
            case NULL -> expected.isNull() && index.json(member).equals("null");
            case NUMBER ->
                expected.isNumber() && jackson.readTree(index.json(member)).equals(expected);
            case ARRAY -> expected.isArray() && agrees(index, member, expected);
            case OBJECT -> expected.isObject() && agrees(index.object(name), expected);
        };
    }

    private boolean agrees(MemberIndex index, Member array, JsonNode expected) {
        ElementIndex elements = ElementIndex.of(index.body(), array.start(), array.end());
        boolean same = elements.size() == expected.size();
        for (int i = 0; same && i < elements.size(); i++) {
            int length = elements.end(i) - elements.start(i);
            same = jackson.readTree(index.body().toString(elements.start(i), length, UTF_8))
                    .equals(expected.get(i));
        }
        return same;
    }

    private boolean agrees(@Nullable MemberIndex object, JsonNode expected) {
        return object != null && jackson.readTree(text(object)).equals(expected);
    }

    private static String text(MemberIndex object) {
        return object.body().toString(object.start(), object.end() - object.start(), UTF_8);
    }

    private @Nullable JsonNode tree(byte[] document) {
        try {
            JsonNode tree = jackson.readTree(document);
            return tree.isObject() ? tree : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable MemberIndex index(ByteBuf document) {
        try {
            return MemberIndex.of(document);
        } catch (GatewayException e) {
            return null;
        }
    }

    private static ByteBuf direct(byte[] document) {
        return DIRECT.clear().writeZero(3).writeBytes(document).skipBytes(3);
    }

    private static boolean excepted(byte[] document) {
        return !isUtf8(document) || startsWithZero(document);
    }

    private static boolean startsWithZero(byte[] document) {
        for (int i = 0; i < Math.min(4, document.length); i++) {
            if (document[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUtf8(byte[] document) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String shown(byte[] document) {
        return new String(document, UTF_8) + " = " + HexFormat.of().formatHex(document);
    }
}
