package dev.keyway.bench.jmh;

import dev.keyway.bench.jmh.ChatBody.Text;
import dev.keyway.filters.body.MemberIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The members of a chat body of 400 KB: found in one pass over the bytes, and through a tree. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BodyIndexBenchmark {

    private static final int BYTES = 400 * 1024;

    @Param
    private Text text = Text.CODE;

    private final JsonMapper mapper = JsonMapper.shared();
    private byte[] bytes = {};
    private ByteBuf body = Unpooled.EMPTY_BUFFER;

    /** Direct memory, as a body from a socket has it. */
    @Setup
    public void fill() {
        bytes = ChatBody.ofBytes(BYTES, text).getBytes(StandardCharsets.UTF_8);
        body = Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }

    @TearDown
    public void release() {
        body.release();
    }

    @Benchmark
    public MemberIndex memberIndex() {
        return MemberIndex.of(body);
    }

    /** What the tree costs where the bytes are on the heap already. */
    @Benchmark
    public JsonNode jacksonTree() {
        return mapper.readTree(bytes);
    }
}
