package dev.keyway.filters.upstream.transport;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Netty's decoder, which can also tell whether bytes have come that belong to no answer yet. */
final class AnswerDecoder extends HttpResponseDecoder {

    AnswerDecoder(HttpDecoderConfig bounds) {
        super(bounds);
    }

    /** Between two answers: a connection on which more has come than was asked for would shift all answers after it. */
    boolean hasLeftOver() {
        return actualReadableBytes() > 0;
    }
}
