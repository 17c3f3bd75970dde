package dev.keyway.admin.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The calls of the API and the methods that serve them. */
public final class Routes {

    private static final String ROOT = "/api/v1/";

    private Routes() {}

    /**
     * @param consumes the content types that it takes; none: JSON
     * @param produces the content types that it answers with; none: JSON
     */
    public record Route(
            String method, String path, HandlerMethod handler, List<String> consumes, List<String> produces) {

        /** Whether its method serves other paths, too. */
        boolean isOneOfSeveral() {
            RequestMapping type =
                    AnnotatedElementUtils.getMergedAnnotation(handler.getBeanType(), RequestMapping.class);
            RequestMapping own = AnnotatedElementUtils.getMergedAnnotation(handler.getMethod(), RequestMapping.class);
            return (type != null && type.path().length > 1) || (own != null && own.path().length > 1);
        }

        /** The segments after the root. */
        List<String> segments() {
            return List.of(path.substring(ROOT.length()).split("/"));
        }

        boolean takes(Class<?> parameter) {
            return List.of(handler.getMethod().getParameterTypes()).contains(parameter);
        }
    }

    /** All, in the order of their paths. */
    public static List<Route> of(ApplicationContext context) {
        List<Route> routes = new ArrayList<>();
        RequestMappingHandlerMapping mapping =
                context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        for (Map.Entry<RequestMappingInfo, HandlerMethod> mapped :
                mapping.getHandlerMethods().entrySet()) {
            for (String path : mapped.getKey().getPatternValues()) {
                for (RequestMethod method :
                        mapped.getKey().getMethodsCondition().getMethods()) {
                    if (path.startsWith(ROOT)) {
                        routes.add(new Route(
                                method.name(),
                                path,
                                mapped.getValue(),
                                mapped.getKey().getConsumesCondition().getConsumableMediaTypes().stream()
                                        .map(String::valueOf)
                                        .toList(),
                                mapped.getKey().getProducesCondition().getProducibleMediaTypes().stream()
                                        .map(String::valueOf)
                                        .toList()));
                    }
                }
            }
        }
        routes.sort(Comparator.comparing(Route::path).thenComparing(Route::method));
        return routes;
    }
}
