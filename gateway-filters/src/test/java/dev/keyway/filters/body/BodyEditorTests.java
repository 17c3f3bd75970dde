package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyEditorTests {

    private static String edited(String text, Consumer<BodyEditor> edits) {
        ByteBuf body = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(text.getBytes(UTF_8));
        BodyEditor editor = BodyEditor.of(MemberIndex.of(body));
        edits.accept(editor);
        ByteBuf edited = editor.apply();
        body.release();
        String result = edited.toString(UTF_8);
        edited.release();
        assertThat(body.refCnt()).isZero();
        return result;
    }

    private static byte[] json(String text) {
        return text.getBytes(UTF_8);
    }

    private static MemberIndex object(BodyEditor editor, String name) {
        return Objects.requireNonNull(editor.original().object(name));
    }

    @Test
    void anEditedBodyIsWrittenToASocketAsItLies() {
        ByteBuf body = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(json("{\"a\":0,\"b\":1}"));
        ByteBuf edited = BodyEditor.of(MemberIndex.of(body))
                .setString("a", "x")
                .set("c", json("2"))
                .apply();

        assertThat(edited.isDirect()).as("else all of it is copied").isTrue();
        edited.release();
        body.release();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { "x" : 1 , "b":2}           | { "b":2}
            {"a":0, "x":1 , "b":2}       | {"a":0 , "b":2}
            {"a":0 , "x" : 1 }           | {"a":0 }
            { "x":1 }                    | {  }
            {"x":1,"x":2}                | {}
            {"x":1,"a":0,"\\u0078":2}    | {"a":0}
            {"x":1, "x":2, "a":0,"x":3 } | {"a":0 }
            {"a":1.0}                    | {"a":1.0}
            """)
    void dropsEveryOccurrenceAndTheRightCommas(String before, String after) {
        assertThat(edited(before, editor -> editor.drop("x"))).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"a":0}                 | {"a":0,"x":true}
            { }                     | {"x":true }
            {"a":0,"x": 1 }         | {"a":0,"x": true }
            {"x":1,"a":0,"x":2}     | {"a":0,"x":true}
            {"\\u0078":1}           | {"x":true}
            """)
    void setsAMemberOnce(String before, String after) {
        assertThat(edited(before, editor -> editor.set("x", json("true")))).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"x":1.0}                | {"y":1.0}
            {"x":1,"a":0,"x":2}      | {"a":0,"y":2}
            {"x":1,"y":2}            | {"y":2}
            {"y":2,"\\u0078":1}      | {"y":2}
            {"a":0}                  | {"a":0}
            """)
    void renamesAMemberUnlessTheNewNameIsThere(String before, String after) {
        assertThat(edited(before, editor -> editor.rename("x", "y"))).isEqualTo(after);
    }

    @Test
    void addsAfterAllIsDropped() {
        assertThat(edited(
                        "{\"x\":1, \"y\":2}",
                        editor -> editor.drop("x").drop("y").set("a", json("1")).set("b", json("2"))))
                .isEqualTo("{\"a\":1,\"b\":2}");
    }

    @Test
    void seesEachEditAsTheOneBeforeLeftIt() {
        assertThat(edited(
                        "{\"x\":1}",
                        editor -> editor.rename("x", "y").set("y", json("2")).setString("z", "q\"")))
                .isEqualTo("{\"y\":2,\"z\":\"q\\\"\"}");
        assertThat(edited("{}", editor -> editor.set("y", json("1")).rename("y", "z")))
                .isEqualTo("{\"z\":1}");
        assertThat(edited("{\"x\":1}", editor -> editor.set("z", json("1")).drop("z")))
                .isEqualTo("{\"x\":1}");
    }

    @Test
    void editsObjectsWithinObjects() {
        String before = "{\"o\": {\"x\":1,\"p\":{\"x\":2}} ,\"b\":1e3}";

        assertThat(edited(before, editor -> {
                    MemberIndex o = object(editor, "o");
                    editor.inside(o).drop("x");
                    editor.inside(Objects.requireNonNull(o.object("p"))).set("y", json("3"));
                    editor.drop("b");
                }))
                .isEqualTo("{\"o\": {\"p\":{\"x\":2,\"y\":3}}}");
    }

    @Test
    void letsADropOfTheWholeWinOverEditsWithin() {
        String before = "{\"a\":0,\"o\":{\"x\":1}}";

        assertThat(edited(before, editor -> {
                    editor.inside(object(editor, "o")).set("y", json("3")).drop("x");
                    editor.drop("o");
                }))
                .isEqualTo("{\"a\":0}");
        assertThat(edited(before, editor -> {
                    editor.inside(object(editor, "o")).set("y", json("3"));
                    editor.set("o", json("{}"));
                }))
                .isEqualTo("{\"a\":0,\"o\":{}}");
    }

    @Test
    void givesADuplicateWithoutACopyWhereNothingIsEdited() {
        ByteBuf body = Unpooled.copiedBuffer("{\"a\":1}", UTF_8);

        ByteBuf same = BodyEditor.of(MemberIndex.of(body)).drop("b").apply();

        assertThat(same.unwrap()).isSameAs(body);
        assertThat(body.refCnt()).isEqualTo(2);
        same.release(2);
    }

    @Test
    void keepsTheOriginalAliveUntilTheEditedBodyIsReleased() {
        ByteBuf body = Unpooled.copiedBuffer("{\"a\":1,\"b\":2}", UTF_8);

        ByteBuf first = BodyEditor.of(MemberIndex.of(body)).drop("a").apply();
        ByteBuf second = BodyEditor.of(MemberIndex.of(body)).drop("b").apply();

        assertThat(body.toString(UTF_8)).isEqualTo("{\"a\":1,\"b\":2}");
        body.release();
        first.release();
        assertThat(second.toString(UTF_8)).isEqualTo("{\"a\":1}");
        second.release();
        assertThat(body.refCnt()).isZero();
    }

    @Test
    void editsOnlyWhatLiesWithin() {
        BodyEditor editor = BodyEditor.of(MemberIndex.of(Unpooled.copiedBuffer("{\"o\":{}}", UTF_8)));

        assertThatIllegalArgumentException().isThrownBy(() -> editor.inside(editor.original()));
    }
}
