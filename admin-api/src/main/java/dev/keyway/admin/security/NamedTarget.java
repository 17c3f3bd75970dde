package dev.keyway.admin.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What a call is for.
 *
 * @param path as it was sent, encoded
 * @param query as it was sent, encoded
 */
record NamedTarget(String path, @Nullable String query) {

    static NamedTarget of(HttpServletRequest request) {
        return new NamedTarget(request.getRequestURI(), request.getQueryString());
    }

    /** The query's parameters, decoded; of one that is given more than once the first. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                int end = parameter.indexOf('=');
                parameters.putIfAbsent(name(parameter), end < 0 ? "" : decoded(parameter.substring(end + 1)));
            }
        }
        return parameters;
    }

    /** The same with ids: of the route's variables in the path, of parameters in the query. */
    NamedTarget with(PathPattern route, Map<String, UUID> variables, Map<String, UUID> parameters) {
        String[] template = route.getPatternString().split("/", -1);
        String[] segments = path.split("/", -1);
        for (int at = 0; at < template.length; at++) {
            UUID id = variables.get(template[at].replaceAll("[{}]", ""));
            segments[at] = id != null && template[at].startsWith("{") ? id.toString() : segments[at];
        }
        return new NamedTarget(String.join("/", segments), query == null ? null : with(query, parameters));
    }

    private static String with(String query, Map<String, UUID> parameters) {
        return Arrays.stream(query.split("&", -1))
                .map(parameter -> {
                    UUID id = parameters.get(name(parameter));
                    return id == null || parameter.endsWith("=") ? parameter : name(parameter) + "=" + id;
                })
                .collect(Collectors.joining("&"));
    }

    private static String name(String parameter) {
        int end = parameter.indexOf('=');
        return decoded(end < 0 ? parameter : parameter.substring(0, end));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
