package dev.keyway.admin.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/** A request whose path and query have ids where names were sent. */
final class NamedRequest extends HttpServletRequestWrapper {

    private final NamedTarget target;
    private @Nullable Map<String, String[]> parameters;

    NamedRequest(HttpServletRequest request, NamedTarget target) {
        super(request);
        this.target = target;
    }

    @Override
    public String getRequestURI() {
        return target.path();
    }

    @Override
    public String getServletPath() {
        return UriUtils.decode(target.path(), StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getQueryString() {
        return target.query();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        if (parameters == null) {
            parameters = parameters();
        }
        return parameters;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = getParameterMap().get(name);
        return values == null ? null : values[0];
    }

    /** Read only when somebody asks, because the server may read the body for them: by then it has been read at its bounds. */
    private Map<String, String[]> parameters() {
        Map<String, String> meant = target.parameters();
        Map<String, String[]> all = new LinkedHashMap<>(super.getParameterMap());
        all.replaceAll(
                (name, values) -> values.length == 1 ? new String[] {meant.getOrDefault(name, values[0])} : values);
        return Collections.unmodifiableMap(all);
    }
}
