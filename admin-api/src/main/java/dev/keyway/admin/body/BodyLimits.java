package dev.keyway.admin.body;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** How large a body may be: by route, and small from those who are not signed in. */
final class BodyLimits {

    static final int ANONYMOUS = 64 << 10;

    /** A login and a password of 200 characters each, however they are escaped. */
    private static final int SIGN_IN = 4 << 10;

    private static final int JSON = 1 << 20;
    private static final int CONFIGURATION = 8 << 20;
    private static final int IMPORT = 16 << 20;

    /** Packed; the ingest bounds what it unpacks. */
    private static final int USAGE = 4 << 20;

    private static final List<Row> ROWS = List.of(
            row("POST", "/api/v1/session", SIGN_IN),
            row("PUT", "/api/v1/config", CONFIGURATION),
            row("POST", "/api/v1/prices/import", IMPORT),
            row("POST", "/api/v1/usage/reconciliations", IMPORT),
            row("POST", "/api/v1/tenants/{tenant}/teams/{team}/tokens/import", IMPORT),
            row("POST", "/api/v1/providers/{provider}/keys/import", IMPORT),
            // Each of a gateway's keys, with each model that it is cooling for.
            row("POST", "/gateway/v1/key-states", IMPORT),
            row("POST", "/gateway/v1/usage", USAGE),
            row("POST", "/api/v1/usage/imports", USAGE));

    private BodyLimits() {}

    /** In bytes. */
    static int of(String method, String path, boolean anonymous) {
        PathContainer parsed = PathContainer.parsePath(path);
        int bytes = ROWS.stream()
                .filter(row -> row.method().equals(method) && row.path().matches(parsed))
                .map(Row::bytes)
                .findFirst()
                .orElse(JSON);
        return anonymous ? Math.min(bytes, ANONYMOUS) : bytes;
    }

    private static Row row(String method, String path, int bytes) {
        return new Row(method, PathPatternParser.defaultInstance.parse(path), bytes);
    }

    private record Row(String method, PathPattern path, int bytes) {}
}
