package dev.keyway.filters.body;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * How a body is packed, by its {@code Content-Encoding}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, 8.4.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9659">RFC 9659: zstd's window is 8 MiB at most</a>
 */
enum ContentCoding {
    GZIP {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new GZIPInputStream(packed, PIECE);
        }
    },
    ZSTD {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new ZstdInputStreamNoFinalizer(packed).setLongMax(LARGEST_WINDOW_LOG);
        }
    },
    DEFLATE {
        @Override
        InputStream open(InputStream packed) throws IOException {
            Inflater inflater = new Inflater(!hasZlibHeader(packed));
            return new InflaterInputStream(packed, inflater, PIECE) {
                @Override
                public void close() throws IOException {
                    inflater.end();
                    super.close();
                }
            };
        }
    };

    /** All of them, for messages. */
    static final String NAMES = "gzip, zstd or deflate";

    private static final int PIECE = 16 * 1024;
    private static final int LARGEST_WINDOW_LOG = 23;

    /** The coding of that name, in any case. */
    static Optional<ContentCoding> of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "zstd" -> Optional.of(ZSTD);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    /** What a packed body unpacks to; to be closed. */
    abstract InputStream open(InputStream packed) throws IOException;

    /** Many senders leave out the header that the standard asks for. */
    private static boolean hasZlibHeader(InputStream packed) throws IOException {
        packed.mark(2);
        int method = packed.read();
        int flags = packed.read();
        packed.reset();
        return (method & 0x0f) == 8 && ((method << 8) + flags) % 31 == 0;
    }
}
