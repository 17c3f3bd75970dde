package dev.keyway.filters.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class BodyFilterTests {

    @Property
    void takesTheKeyOutWhereverABodyIsCut(
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 40) String text,
            @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 4) String key,
            @ForAll @IntRange(max = 40) int cut,
            @ForAll @IntRange(max = 40) int otherCut) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int first = Math.min(Math.min(cut, otherCut), bytes.length);
        int second = Math.min(Math.max(cut, otherCut), bytes.length);
        BodyFilter filter = new BodyFilter(Secret.of(key));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(filter.feed(Arrays.copyOfRange(bytes, 0, first)));
        out.writeBytes(filter.feed(Arrays.copyOfRange(bytes, first, second)));
        out.writeBytes(filter.feed(Arrays.copyOfRange(bytes, second, bytes.length)));
        out.writeBytes(filter.rest());

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text.replace(key, "[redacted]"));
    }
}
