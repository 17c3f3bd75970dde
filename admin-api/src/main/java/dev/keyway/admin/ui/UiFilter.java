package dev.keyway.admin.ui;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Serves the web interface. The page is the same at each of its addresses, since the browser decides which one to show; what is not
 * part of it is a 404.
 */
final class UiFilter extends OncePerRequestFilter {

    private static final String NONCE = "__NONCE__";
    private static final int NONCE_BYTES = 16;

    private final UiFiles files;
    private final ProblemWriter problems;
    private final SecureRandom random = new SecureRandom();

    UiFilter(UiFiles files, ProblemWriter problems) {
        this.files = files;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        String path = request.getRequestURI();
        Optional<UiFile> file = path.equals(UiFiles.INDEX) ? Optional.empty() : files.find(path);
        if (file.isPresent()) {
            sendFile(request, response, file.get());
        } else if (isPage(request, path)) {
            sendPage(request, response);
        } else {
            problems.write(
                    request, response, ProblemException.of(ErrorCode.NOT_FOUND, "The web interface has no such file."));
        }
    }

    /** Styles that the page makes itself are let in by a nonce of the response. */
    private void sendPage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader("Content-Security-Policy", policy("'nonce-" + nonce + "'"));
        send(request, response, files.index().replace(NONCE, nonce).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static void sendFile(HttpServletRequest request, HttpServletResponse response, UiFile file)
            throws IOException {
        response.setHeader(HttpHeaders.ETAG, file.etag());
        response.setHeader(
                HttpHeaders.CACHE_CONTROL, file.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        response.setHeader("Content-Security-Policy", policy("'none'"));
        if (file.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.contentType());
        String encoding = encoding(request, file);
        if (encoding != null) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, encoding);
        }
        send(request, response, bytes(file, encoding));
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, byte[] bytes)
            throws IOException {
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }

    private static @Nullable String encoding(HttpServletRequest request, UiFile file) {
        String accepted = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT_ENCODING))
                .orElse("");
        if (file.brotli() != null && AcceptedEncodings.include(accepted, "br")) {
            return "br";
        }
        return file.gzip() != null && AcceptedEncodings.include(accepted, "gzip") ? "gzip" : null;
    }

    private static byte[] bytes(UiFile file, @Nullable String encoding) {
        byte[] compressed = encoding == null ? null : encoding.equals("br") ? file.brotli() : file.gzip();
        return compressed == null ? file.bytes() : compressed;
    }

    /** An address of the interface has no file's ending, and a browser that goes there accepts a page. */
    private static boolean isPage(HttpServletRequest request, String path) {
        String accepted =
                Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("*/*");
        boolean isFile = path.startsWith("/assets/")
                || path.substring(path.lastIndexOf('/') + 1).contains(".");
        return path.equals("/") || path.equals(UiFiles.INDEX) || (!isFile && accepted.contains("text/html"));
    }

    private static String policy(String styles) {
        return "default-src 'none'; script-src 'self'; style-src 'self' " + styles
                + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                + " form-action 'self'; frame-ancestors 'none'";
    }
}
