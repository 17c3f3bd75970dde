package dev.keyway.filters.request;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the ids under which requests are found again. */
public final class RequestIds {

    private static final HexFormat HEX = HexFormat.of();

    private RequestIds() {}

    /** A new id. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req_" + HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
