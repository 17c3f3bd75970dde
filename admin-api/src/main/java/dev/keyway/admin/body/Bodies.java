package dev.keyway.admin.body;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.ProblemWriter;
import dev.keyway.admin.problem.Utf8;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the bodies of those who may call; JSON must be UTF-8 in its shortest forms, which parsers do not ask for. Nothing behind it reads from the network, so that a slow client holds no transaction and a
 * large body never gets as far as a parser.
 */
public final class Bodies extends OncePerRequestFilter {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final int SHARE_OF_MEMORY = 4;

    /** Packed, and read line by line so that one that is invalid does not affect the others. */
    private static final Set<String> USAGE = Set.of("/gateway/v1/usage", "/api/v1/usage/imports");

    /** While it is parsed, a tree is there beside its text, and takes about twice as much. */
    private static final int WEIGHT_OF_TREE = 3;

    private final CurrentCaller current;
    private final ProblemWriter problems;
    private final BodyReader reader;
    private final BodyBudget budget = new BodyBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);

    public Bodies(CurrentCaller current, ProblemWriter problems, Clock clock) {
        this.current = current;
        this.problems = problems;
        this.reader = new BodyReader(clock);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!WITH_BODY.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        Caller caller = current.find().orElseGet(() -> Caller.anonymous(request.getRemoteAddr()));
        try (BodyBudget.Lease lease = budget.lease(caller, weight(request))) {
            WholeBody whole;
            try {
                whole = new WholeBody(request, read(request, caller, lease));
            } catch (ProblemException refused) {
                response.setHeader(HttpHeaders.CONNECTION, "close");
                problems.write(request, response, refused);
                return;
            } catch (IOException broken) {
                response.setHeader(HttpHeaders.CONNECTION, "close");
                problems.write(
                        request,
                        response,
                        ProblemException.of(ErrorCode.INVALID_REQUEST, "The body could not be read to its end."));
                return;
            }
            chain.doFilter(whole, response);
        }
    }

    private byte[] read(HttpServletRequest request, Caller caller, BodyBudget.Lease lease) throws IOException {
        boolean anonymous = caller.kind() == CallerKind.ANONYMOUS;
        int limit = BodyLimits.of(request.getMethod(), request.getRequestURI(), anonymous);
        byte[] body = reader.read(request.getInputStream(), request.getContentLengthLong(), limit, lease);
        if (contentType(request).contains("json") && !USAGE.contains(request.getRequestURI())) {
            String unused = Utf8.text(body, ErrorCode.INVALID_JSON);
        }
        return body;
    }

    private static int weight(HttpServletRequest request) {
        String type = contentType(request);
        return type.contains("json") || type.contains("yaml") ? WEIGHT_OF_TREE : 1;
    }

    private static String contentType(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    }
}
