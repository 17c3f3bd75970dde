package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBufInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Unpacks a body up to its bound, however much more it would unpack to. Takes processor time: not for an event loop. */
final class Unpacking {

    private static final int PIECE = 32 * 1024;

    private Unpacking() {}

    /**
     * The body that another one unpacks to; the packed one is released.
     *
     * @param store where it is put together, within its bound and the budget
     * @throws GatewayException {@code request_too_large} or {@code gateway_overloaded} as for a plain body,
     *     {@code invalid_request} if it cannot be unpacked
     */
    static RequestBody unpack(RequestBody packed, ContentCoding coding, BodyStore store) {
        try (InputStream bytes = new ByteBufInputStream(packed.retainedDuplicate(), true);
                InputStream plain = coding.open(bytes)) {
            if (packed.size() == 0) {
                throw new EOFException();
            }
            byte[] piece = new byte[PIECE];
            for (int length = plain.read(piece); length >= 0; length = plain.read(piece)) {
                store.add(piece, length);
            }
            return store.finish();
        } catch (IOException broken) {
            store.free();
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "The request body is not valid " + coding.name().toLowerCase(Locale.ROOT)
                            + ", which its Content-Encoding says it is.");
        } catch (LinkageError notOnThisMachine) {
            store.free();
            throw unsupported();
        } catch (RuntimeException refused) {
            store.free();
            throw refused;
        } catch (OutOfMemoryError full) {
            store.free();
            throw BodyShare.overloaded();
        } finally {
            packed.release();
        }
    }

    static GatewayException unsupported() {
        return new GatewayException(
                ErrorCode.UNSUPPORTED_ENCODING,
                "A request body may be packed by one of " + ContentCoding.NAMES
                        + "; send it so, or without Content-Encoding.");
    }
}
