package dev.keyway.admin.query;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.PathContainer;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * A path that is a route of its own is not also the id of something: {@code GET …/keys/import} is a method that the path does
 * not take, not a key named "import".
 */
final class ExactPaths extends RequestMappingHandlerMapping {

    private static final Set<String> OF_EVERY_PATH = Set.of("HEAD", "OPTIONS");

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        Set<String> taken =
                taken(ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication());
        String method = request.getMethod();
        if (!taken.isEmpty() && !taken.contains(method) && !OF_EVERY_PATH.contains(method)) {
            throw new HttpRequestMethodNotSupportedException(method, taken);
        }
        return super.lookupHandlerMethod(path, request);
    }

    /** The methods of the routes whose last segment is this path's own; empty if there are none. */
    private Set<String> taken(PathContainer path) {
        Set<String> taken = new TreeSet<>();
        for (RequestMappingInfo route : getHandlerMethods().keySet()) {
            if (route.getPathPatternsCondition() != null
                    && route.getPathPatternsCondition().getPatterns().stream()
                            .anyMatch(pattern -> !pattern.getPatternString().endsWith("}") && pattern.matches(path))) {
                if (route.getMethodsCondition().getMethods().isEmpty()) {
                    return Set.of();
                }
                route.getMethodsCondition().getMethods().forEach(method -> taken.add(method.name()));
            }
        }
        return taken;
    }

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        WebMvcRegistrations exactPaths() {
            return new WebMvcRegistrations() {
                @Override
                public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                    return new ExactPaths();
                }
            };
        }
    }
}
