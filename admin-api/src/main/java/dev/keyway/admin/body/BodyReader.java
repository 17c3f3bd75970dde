package dev.keyway.admin.body;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;

/** Reads a body as a whole, within its limit, the budget of all, and in time. */
final class BodyReader {

    private static final int PIECE = 8192;

    private final Clock clock;

    BodyReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param declared the length that the request declares; negative: none
     * @throws ProblemException if it is too large or too slow, or bodies hold as much as they may
     */
    byte[] read(InputStream body, long declared, int limit, BodyBudget.Lease lease) throws IOException {
        if (declared > limit) {
            throw tooLarge(limit);
        }
        Pace pace = new Pace(clock);
        ByteArrayOutputStream whole = new ByteArrayOutputStream((int) Math.max(32, Math.min(declared, PIECE)));
        byte[] piece = new byte[PIECE];
        for (int read = next(body, piece); read >= 0; read = next(body, piece)) {
            if (whole.size() + read > limit) {
                throw tooLarge(limit);
            }
            lease.take(read);
            whole.write(piece, 0, read);
            pace.require(whole.size());
        }
        return whole.toByteArray();
    }

    private static int next(InputStream body, byte[] piece) throws IOException {
        try {
            return body.read(piece);
        } catch (IOException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SocketTimeoutException) {
                    throw Pace.tooSlow();
                }
            }
            throw failure;
        }
    }

    private static ProblemException tooLarge(int limit) {
        String size = limit < 1 << 20 ? (limit >> 10) + " KiB" : (limit >> 20) + " MiB";
        return ProblemException.of(ErrorCode.REQUEST_TOO_LARGE, "The body must have at most " + size + ".");
    }
}
