package dev.keyway.filters.upstream.transport;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import reactor.netty.http.client.PrematureCloseException;

/** Says what went wrong with a connection in words that tell neither hosts nor addresses. */
final class ConnectionTrouble {

    static final String CLOSED_EARLY = "the provider closed the connection before the end of its answer";

    private ConnectionTrouble() {}

    static String describe(Throwable error) {
        if (isProxyTrouble(error)) {
            return "the outgoing proxy refused the connection to the provider";
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "the provider's host name could not be resolved";
            }
            if (cause instanceof SSLException) {
                return "the TLS handshake with the provider failed";
            }
            if (cause instanceof ConnectException) {
                return "no connection to the provider";
            }
            if (cause instanceof TooLongHttpHeaderException) {
                return "the provider's answer has headers that are too large";
            }
            if (cause instanceof DecoderException || cause instanceof IllegalArgumentException) {
                return "the provider's answer is not valid HTTP";
            }
            if (cause instanceof PrematureCloseException) {
                return CLOSED_EARLY;
            }
        }
        return "the connection to the provider broke";
    }

    /** A handshake that the proxy did not let begin comes as a failed handshake, with the true cause beneath. */
    private static boolean isProxyTrouble(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProxyConnectException) {
                return true;
            }
        }
        return false;
    }
}
