package dev.keyway.admin.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses parameters that are no text, before anything reads them. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class QueryText extends OncePerRequestFilter {

    private static final int MOST = 100;
    private static final Pattern WRONG_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})|%00");
    private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9a-fA-F]{2})+");

    private final ProblemWriter problems;

    QueryText(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<FieldError> wrong = wrong(request.getQueryString());
        if (wrong.isPresent()) {
            problems.write(request, response, ProblemException.invalid(List.of(wrong.get())));
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (InvalidParameterException unreadable) {
            // Parameters in the body, of a path that takes none there.
            problems.write(request, response, ProblemException.invalid("body", "must be a form that can be read"));
        }
    }

    /** What must change of the parameters, whichever route they are for. */
    static Optional<FieldError> wrong(@Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        String[] parameters = query.split("&", -1);
        if (parameters.length > MOST) {
            return Optional.of(new FieldError("query", "must have at most %d parameters".formatted(MOST)));
        }
        for (String parameter : parameters) {
            String name = parameter.replaceFirst("=.*", "");
            if (!isText(parameter)) {
                return Optional.of(new FieldError(
                        isText(name) && isName(name) ? name : "query", "must be text in UTF-8, without U+0000"));
            }
            if (!parameter.isEmpty() && !isName(name)) {
                return Optional.of(new FieldError("query", "must name each parameter in printable characters"));
            }
        }
        return Optional.empty();
    }

    private static boolean isName(String encoded) {
        String name = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        return !name.isEmpty()
                && name.codePoints().allMatch(point -> Character.isDefined(point) && !Character.isISOControl(point));
    }

    private static boolean isText(String encoded) {
        if (WRONG_ESCAPE.matcher(encoded).find()) {
            return false;
        }
        Matcher escapes = ESCAPES.matcher(encoded);
        while (escapes.find()) {
            if (!isUtf8(escapes.group())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(String escapes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 1; i < escapes.length(); i += 3) {
            bytes.write(Integer.parseInt(escapes, i, i + 2, 16));
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
