package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream that end with a newline, up to a number of bytes in all. Empty lines are left out. */
final class Lines {

    private static final int PIECE = 64 << 10;

    private final BufferedInputStream bytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private long left;

    Lines(InputStream bytes, long most) {
        this.bytes = new BufferedInputStream(bytes, PIECE);
        this.left = most;
    }

    /**
     * The next line; null at the end.
     *
     * @throws ProblemException if there are too many bytes
     */
    byte @Nullable [] next() throws IOException {
        line.reset();
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (--left < 0) {
                throw ProblemException.of(
                        ErrorCode.REQUEST_TOO_LARGE,
                        "The batch must have at most %d MiB when it is unpacked."
                                .formatted(BatchReader.MOST_BYTES >> 20));
            }
            if (next != '\n') {
                line.write(next);
            } else if (line.size() > 0) {
                return line.toByteArray();
            }
        }
        return line.size() > 0 ? line.toByteArray() : null;
    }
}
