package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream sent through a framer from end to end, and what came of it; fails if a single byte of memory is left. */
record FramerRun(String out, StreamState state, List<String> usage, String error, StreamTally tally) {

    long events() {
        return tally.contentEvents();
    }

    static FramerRun of(EventFramer framer, List<byte[]> chunks) {
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
        List<ByteBuf> outs = new ArrayList<>();
        for (byte[] chunk : chunks) {
            outs.add(framer.feed(memory.heapBuffer(Math.max(1, chunk.length)).writeBytes(chunk)));
        }
        outs.add(framer.finish());
        framer.release();
        StringBuilder out = new StringBuilder();
        for (ByteBuf part : outs) {
            out.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        assertThat(memory.metric().usedHeapMemory()).as("memory left").isZero();
        return new FramerRun(
                new String(out.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
                framer.state(),
                framer.usage().stream().map(FramerRun::text).toList(),
                framer.errorData().map(FramerRun::text).orElse(""),
                framer.tally());
    }

    static FramerRun of(StreamGrammar grammar, String stream) {
        return of(EventFramer.of(grammar), List.of(stream.getBytes(StandardCharsets.UTF_8)));
    }

    static FramerRun swallowing(StreamGrammar grammar, String stream) {
        return of(EventFramer.swallowingUsage(grammar), List.of(stream.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
