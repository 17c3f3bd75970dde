package dev.keyway.admin.query;

import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses a call with a query parameter that its route does not read: a misspelt {@code dryRun} must not become a real run. */
@Configuration(proxyBeanMethods = false)
class StrictQuery implements WebMvcConfigurer, HandlerInterceptor {

    private static final int LONGEST_NAME = 100;

    private final Map<HandlerMethod, KnownParameters> known = new ConcurrentHashMap<>();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() == DispatcherType.REQUEST && handler instanceof HandlerMethod route) {
            List<FieldError> wrong = wrong(request.getQueryString(), known.computeIfAbsent(route, KnownParameters::of));
            if (!wrong.isEmpty()) {
                throw ProblemException.invalid(wrong);
            }
        }
        return true;
    }

    static List<FieldError> wrong(@Nullable String query, KnownParameters known) {
        List<FieldError> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            int end = parameter.indexOf('=');
            String name = URLDecoder.decode(end < 0 ? parameter : parameter.substring(0, end), StandardCharsets.UTF_8);
            boolean first = seen.add(name);
            if (!parameter.isEmpty() && !known.has(name) && !known.open() && first) {
                wrong.add(new FieldError(shortened(name), "is not a known parameter; " + known.listed()));
            }
            if (known.has(name) && !first && !known.isList(name)) {
                wrong.add(new FieldError(name, "must be given only once"));
            }
            String value = end < 0 ? "" : parameter.substring(end + 1);
            known.wrong(name, value).ifPresent(message -> wrong.add(new FieldError(name, message)));
        }
        return wrong;
    }

    private static String shortened(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    }
}
