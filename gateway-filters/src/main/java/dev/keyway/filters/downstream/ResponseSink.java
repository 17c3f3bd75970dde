package dev.keyway.filters.downstream;

import io.netty.buffer.ByteBuf;

/** Takes an answer as it comes. Used on the request's event loop only. */
public interface ResponseSink {

    /** Takes bytes, which are this side's from here on; taken whether there is room or not. */
    void write(ByteBuf bytes);

    /** Whether the client keeps up with what it is sent. */
    boolean hasRoom();

    /** Says whom to call, on any thread, when there is room: at once if there is, and whenever there is again. */
    void onRoom(Runnable room);

    /** The answer is whole. */
    void complete();

    /** The answer cannot be ended well: the client's connection is to be closed. */
    void fail(Throwable reason);

    /** The client has taken nothing for too long: its connection is to be closed without a word. */
    void drop();

    /** Lets go of bytes that have not been sent. */
    void release();
}
