package dev.keyway.bench.jmh;

import dev.keyway.filters.stream.EventFramer;
import dev.keyway.filters.stream.StreamGrammar;
import dev.keyway.filters.stream.StreamState;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A stream of 50 chunks through the framer, each chunk as it comes from a socket. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventFramerBenchmark {

    private static final int CHUNKS = 50;
    private static final String HEAD =
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                    + "\"model\":\"gpt-4o-mini\",\"choices\":[";

    private final List<ByteBuf> chunks = new ArrayList<>();

    @Setup
    public void fill() {
        for (int i = 0; i < CHUNKS; i++) {
            chunks.add(chunk(HEAD + "{\"index\":0,\"delta\":{\"content\":\" word" + i
                    + "\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n"));
        }
        chunks.add(chunk(HEAD + "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"));
        chunks.add(chunk(HEAD + "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":50,\"total_tokens\":59}}\n\n"));
        chunks.add(chunk("data: [DONE]\n\n"));
    }

    @TearDown
    public void release() {
        chunks.forEach(ByteBuf::release);
    }

    /** The whole stream; the state must be that of a stream that ended well. */
    @Benchmark
    public StreamState wholeStream() {
        EventFramer framer = EventFramer.of(StreamGrammar.openAi());
        for (ByteBuf chunk : chunks) {
            framer.feed(chunk.retainedDuplicate()).release();
        }
        framer.finish().release();
        return framer.state();
    }

    private static ByteBuf chunk(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }
}
