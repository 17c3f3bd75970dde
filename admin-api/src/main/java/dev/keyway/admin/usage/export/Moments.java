package dev.keyway.admin.usage.export;

/** Moments of PostgreSQL in UTC, {@code 2026-10-05 12:00:00.5+00}, as the API writes them, {@code 2026-10-05T12:00:00.5Z}. */
final class Moments {

    private static final int ZONE = 3;

    private Moments() {}

    static void write(byte[] bytes, int start, int end, LineBuffer out) {
        if (bytes[end - ZONE] != '+' || bytes[end - 2] != '0' || bytes[end - 1] != '0') {
            throw new IllegalStateException("the database writes its moments in another zone than UTC");
        }
        for (int i = start; i < end - ZONE; i++) {
            out.add(bytes[i] == ' ' ? 'T' : bytes[i]);
        }
        out.add('Z');
    }
}
