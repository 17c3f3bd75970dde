package dev.keyway.filters.edge;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayException;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * A request's path in its one plain spelling, so that the edge and the router behind it see the same. A slash too many is
 * forgiven; what can only hide a path is a fault: {@code ;} and escapes of characters that need none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986, 2.3: unreserved characters</a>
 */
public final class EdgePath {

    private static final String UNRESERVED_MARKS = "-._~";

    private final String plain;
    private final boolean disguised;

    private EdgePath(String plain, boolean disguised) {
        this.plain = plain;
        this.disguised = disguised;
    }

    /** The path of a request as it was sent. */
    public static EdgePath of(String raw) {
        StringBuilder plain = new StringBuilder(raw.length());
        boolean disguised = false;
        char before = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            disguised |= c == ';' || (c == '%' && !isNeeded(raw, i));
            if (c != '/' || before != '/') {
                plain.append(c);
            }
            before = c;
        }
        boolean slashAtEnd = plain.length() > 1 && before == '/';
        return new EdgePath(slashAtEnd ? plain.substring(0, plain.length() - 1) : plain.toString(), disguised);
    }

    /** A path that is known to be in its plain spelling. */
    static EdgePath exact(String known) {
        return new EdgePath(known, false);
    }

    /** The first segment as a router reads it, decoded and without parameters; empty if there is none. */
    public static String root(ServerHttpRequest request) {
        for (PathContainer.Element element :
                request.getPath().pathWithinApplication().elements()) {
            if (element instanceof PathContainer.PathSegment segment) {
                return segment.valueToMatch();
            }
        }
        return "";
    }

    /**
     * The path in its plain spelling.
     *
     * @throws GatewayException {@code invalid_request} if the path is disguised
     */
    public String plain() {
        requirePlain();
        return plain;
    }

    /**
     * Passes unless the path is disguised.
     *
     * @throws GatewayException {@code invalid_request} if it is
     */
    void requirePlain() {
        if (disguised) {
            throw new GatewayException(
                    ErrorCode.INVALID_REQUEST,
                    "The path contains a ';' or an unnecessary escape. Send it in its plain spelling.");
        }
    }

    /** The exchange with its path in the plain spelling, for the router. */
    public static ServerWebExchange withPath(ServerWebExchange exchange, String plain) {
        if (raw(exchange.getRequest()).equals(plain)) {
            return exchange;
        }
        String context = exchange.getRequest().getPath().contextPath().value();
        return exchange.mutate()
                .request(request -> request.path(context + plain))
                .build();
    }

    /** The path of a request within the application, as it was sent. */
    public static String raw(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value();
    }

    /** The path in its plain spelling, even if it is disguised: to suggest what was meant. */
    public String normalized() {
        return plain;
    }

    private static boolean isNeeded(String raw, int percent) {
        int high = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 1), 16) : -1;
        int low = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 2), 16) : -1;
        if (high < 0 || low < 0) {
            return false;
        }
        char escaped = (char) (high * 16 + low);
        boolean unreserved =
                escaped < 0x80 && (Character.isLetterOrDigit(escaped) || UNRESERVED_MARKS.indexOf(escaped) >= 0);
        return !unreserved && !Character.isISOControl(escaped);
    }
}
