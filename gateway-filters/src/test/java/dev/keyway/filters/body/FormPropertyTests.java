package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Forms of every shape, with the model anywhere among files whose content looks like a form. */
class FormPropertyTests {

    private static final UnpooledByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

    @Property(tries = 500)
    void findsAndRenamesTheModelWhereverItStands(@ForAll("forms") RandomForm form) {
        ByteBuf body = Unpooled.wrappedBuffer(form.bytes());
        FormIndex index = FormIndex.of(body, form.contentType());

        assertThat(index.text("model")).isEqualTo(form.model());
        ByteBuf renamed = index.with("model", "renamed");
        assertThat(renamed.toString(ISO_8859_1)).isEqualTo(form.withModel("renamed"));
        renamed.release();
        assertThat(body.toString(ISO_8859_1)).isEqualTo(form.withModel(form.model()));
    }

    @Property(tries = 40)
    void readsTheSameWhereverTheBodyIsSplit(@ForAll("forms") RandomForm form) {
        byte[] bytes = form.bytes();
        BodyBudget budget = new BodyBudget(1 << 20);
        BodyReader reader = new BodyReader(
                1 << 20,
                budget,
                ALLOCATOR,
                new BodyWatch(BodyPace.DEFAULT, Clock.systemUTC()),
                Schedulers.boundedElastic());
        for (int at = 0; at <= bytes.length; at++) {
            Flux<DataBuffer> split = Flux.just(buffer(bytes, 0, at), buffer(bytes, at, bytes.length));
            RequestBody body = Objects.requireNonNull(
                    reader.read(new HttpHeaders(), split, "").block());
            assertThat(FormIndex.of(body.bytes(), form.contentType()).text("model"))
                    .isEqualTo(form.model());
            body.release();
        }
        assertThat(budget.held()).isZero();
    }

    @Property(tries = 500)
    void neverReadsATornFormAsAWholeOne(@ForAll("forms") RandomForm form, @ForAll Random random) {
        byte[] bytes = form.bytes();
        int end = form.closingDelimiter() - random.nextInt(form.closingDelimiter());
        ByteBuf torn = Unpooled.wrappedBuffer(Arrays.copyOf(bytes, Math.max(0, end - 1)));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> FormIndex.of(torn, form.contentType()))
                .isInstanceOf(dev.keyway.filters.problem.GatewayException.class);
    }

    @Provide
    Arbitrary<RandomForm> forms() {
        Arbitrary<String> boundaries =
                Arbitraries.of("b", "-", "----WebKitFormBoundaryABC", "------------------------0a1b2c3d4e5f", "x y");
        Arbitrary<String> models = Arbitraries.of("whisper-1", "openai/gpt-4o-transcribe", "é😀", "-", "--", "a-b--c");
        Arbitrary<String> ends = Arbitraries.of("\r\n", "\n");
        Arbitrary<List<String>> others = Arbitraries.of(
                        "",
                        "-",
                        "--",
                        "\r\n",
                        "\n--",
                        "\r\n-",
                        "\r\n--\r\n",
                        "Content-Disposition: form-data; name=model\r\n\r\nfake",
                        "\u0000\u00ff\u0001ID3",
                        "--%s",
                        " --%s--",
                        "x--%s\r\n")
                .list()
                .ofMaxSize(6);
        return Combinators.combine(
                        boundaries, models, ends, others, Arbitraries.integers().between(0, 6))
                .as(RandomForm::of);
    }

    private static DataBuffer buffer(byte[] bytes, int from, int to) {
        return new NettyDataBufferFactory(ALLOCATOR)
                .wrap(ALLOCATOR.directBuffer().writeBytes(bytes, from, to - from));
    }

    /** What stands before the model's value and after it, and where the last delimiter begins. */
    record RandomForm(String boundary, String model, String before, String after) {

        static RandomForm of(String boundary, String model, String lineEnd, List<String> contents, int place) {
            StringBuilder before = new StringBuilder(place % 2 == 0 ? "" : "preamble" + lineEnd);
            StringBuilder after = new StringBuilder();
            int at = Math.min(place, contents.size());
            for (int i = 0; i < contents.size(); i++) {
                // A content that begins with the boundary would stand at the beginning of a line: nobody sends that.
                String content = "c" + contents.get(i).formatted(boundary);
                (i < at ? before : after)
                        .append("--")
                        .append(boundary)
                        .append(lineEnd)
                        .append("Content-Disposition: form-data; name=\"f")
                        .append(i)
                        .append("\"; filename=\"a;b=\\\"c.mp3\"")
                        .append(lineEnd)
                        .append("Content-Type: audio/mpeg")
                        .append(lineEnd)
                        .append(lineEnd)
                        .append(content)
                        .append(lineEnd);
            }
            before.append("--").append(boundary).append(lineEnd);
            before.append(place % 3 == 0 ? "Content-Type: text/plain; charset=utf-8" + lineEnd : "");
            before.append("Content-Disposition: form-data; name=").append(place % 2 == 0 ? "model" : "\"model\"");
            before.append(lineEnd).append(lineEnd);
            return new RandomForm(
                    boundary, model, before.toString(), lineEnd + after + "--" + boundary + "--" + lineEnd);
        }

        String contentType() {
            return "multipart/form-data; boundary=\"" + boundary + "\"; charset=utf-8";
        }

        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(before.getBytes(ISO_8859_1));
            bytes.writeBytes(model.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            bytes.writeBytes(after.getBytes(ISO_8859_1));
            return bytes.toByteArray();
        }

        String withModel(String other) {
            return before + new String(other.getBytes(java.nio.charset.StandardCharsets.UTF_8), ISO_8859_1) + after;
        }

        int closingDelimiter() {
            byte[] bytes = bytes();
            String text = new String(bytes, ISO_8859_1);
            return text.lastIndexOf("--" + boundary + "--") + ("--" + boundary + "--").getBytes(US_ASCII).length;
        }
    }
}
