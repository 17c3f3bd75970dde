package dev.keyway.filters.upstream;

import io.netty.buffer.ByteBuf;

/** What an attempt makes of the body it is receiving. Called on the request's event loop only. */
interface BodyPhase {

    /** More bytes; the callee owns them. */
    void chunk(ByteBuf bytes);

    /** The body has been received in full. */
    void complete();

    /** The body broke off, with a reason fit for the caller. */
    void broken(String reason);

    /** The time limit for this phase has passed. */
    void late();

    /** Lets go of what is held; nothing is called afterwards. */
    void release();
}
