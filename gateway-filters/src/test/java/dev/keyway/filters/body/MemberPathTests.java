package dev.keyway.filters.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberPathTests {

    @ParameterizedTest(name = "{1} from {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"a":1,"seed":2} | seed | {"a":1}
            {"a":1,"seed":2,"seed":3} | seed | {"a":1}
            {"a":1} | seed | -
            {"reasoning":{"effort":"low","summary":"auto"}} | reasoning.effort | {"reasoning":{"summary":"auto"}}
            {"a":1,"reasoning":{"effort":"low"}} | reasoning.effort | {"a":1}
            {"a":1,"reasoning":"high"} | reasoning.effort | -
            {"g":{"x":1,"t":{"b":1,"c":2}}} | g.t.b | {"g":{"x":1,"t":{"c":2}}}
            {"messages":[{"seed":1}],"a":1} | seed | -
            """)
    void drops(String json, String path, String expected) {
        ByteBuf body = Unpooled.copiedBuffer(json, StandardCharsets.UTF_8);
        BodyEditor editor = BodyEditor.of(MemberIndex.of(body));

        boolean dropped = MemberPath.drop(editor, path);

        ByteBuf edited = editor.apply();
        assertThat(dropped).isEqualTo(!expected.equals("-"));
        assertThat(edited.toString(StandardCharsets.UTF_8)).isEqualTo(dropped ? expected : json);
        edited.release();
        body.release();
    }
}
