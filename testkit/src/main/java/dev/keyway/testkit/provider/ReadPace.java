package dev.keyway.testkit.provider;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;

/** How many bytes one read of a connection takes; Netty asks anew each time, so it can be changed under way. */
final class ReadPace extends DefaultMaxMessagesRecvByteBufAllocator {

    private int bytes = 16 * 1024;

    /** From now on each read takes at most so many bytes. */
    void slowDown(int atOnce) {
        bytes = atOnce;
        RecvByteBufAllocator unused = maxMessagesPerRead(1);
    }

    @Override
    public ExtendedHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return bytes;
            }
        };
    }
}
