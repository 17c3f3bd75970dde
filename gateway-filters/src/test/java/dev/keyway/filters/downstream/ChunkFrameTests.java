package dev.keyway.filters.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ChunkFrameTests {

    private static final String HEAD = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

    @Property(tries = 200)
    void anyPayloadComesOutOfADecoderAsItWas(
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 70_000) Integer> pieces,
            @ForAll @IntRange(max = 70_000) int expected) {
        ByteBuf payload = Unpooled.buffer();
        ByteBuf frame = ChunkFrame.open(ByteBufAllocator.DEFAULT, expected);
        for (int length : pieces) {
            for (int i = 0; i < length; i++) {
                payload.writeByte(i * length);
            }
            frame.writeBytes(payload, payload.writerIndex() - length, length);
        }
        EmbeddedChannel client = new EmbeddedChannel(new HttpResponseDecoder(4096, 8192, 1 << 20));

        client.writeInbound(Unpooled.copiedBuffer(HEAD, StandardCharsets.US_ASCII), ChunkFrame.close(frame));

        client.<HttpObject>readInbound();
        HttpContent chunk = client.readInbound();
        assertThat(chunk.content()).isEqualTo(payload);
        assertThat(client.<Object>readInbound()).isNull();
        chunk.release();
        assertThat(client.finish()).as("more than the chunk").isFalse();
    }
}
