package dev.keyway.admin.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses parameters that are no text, before anything reads them. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class QueryText extends OncePerRequestFilter {

    private static final Pattern WRONG_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})|%00");
    private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9a-fA-F]{2})+");

    private final ProblemWriter problems;

    QueryText(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> wrong = wrong(request.getQueryString());
        if (wrong.isPresent()) {
            problems.write(
                    request, response, ProblemException.invalid(wrong.get(), "must be text in UTF-8, without U+0000"));
            return;
        }
        chain.doFilter(request, response);
    }

    /** The parameter that is no text. */
    static Optional<String> wrong(@Nullable String query) {
        if (query == null || query.indexOf('%') < 0) {
            return Optional.empty();
        }
        for (String parameter : query.split("&", -1)) {
            if (!isText(parameter)) {
                String name = parameter.replaceFirst("=.*", "");
                return Optional.of(isText(name) && !name.isEmpty() ? name : "query");
            }
        }
        return Optional.empty();
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
