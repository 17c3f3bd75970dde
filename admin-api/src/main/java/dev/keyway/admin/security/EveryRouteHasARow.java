package dev.keyway.admin.security;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A route without a row, or a row without a route, is a mistake: the service does not start with it. */
@Component
final class EveryRouteHasARow implements SmartInitializingSingleton {

    private final RequestMappingHandlerMapping routes;
    private final Permissions permissions;

    EveryRouteHasARow(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes, Permissions permissions) {
        this.routes = routes;
        this.permissions = permissions;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Set<String> rows =
                permissions.rows().stream().map(Permission::route).collect(Collectors.toCollection(TreeSet::new));
        Set<String> mapped = mapped();
        Set<String> unruled = new TreeSet<>(mapped);
        unruled.removeAll(rows);
        Set<String> unknown = new TreeSet<>(rows);
        unknown.removeAll(mapped);
        if (!unruled.isEmpty() || !unknown.isEmpty()) {
            throw new IllegalStateException(
                    "permissions.csv lacks " + unruled + " and has, without a route, " + unknown);
        }
    }

    private Set<String> mapped() {
        Set<String> mapped = new TreeSet<>();
        for (RequestMappingInfo info : routes.getHandlerMethods().keySet()) {
            for (String path : info.getPatternValues()) {
                info.getMethodsCondition().getMethods().stream()
                        .filter(method -> !path.equals("/error"))
                        .forEach(method -> mapped.add(method + " " + path));
                if (info.getMethodsCondition().getMethods().isEmpty() && !path.equals("/error")) {
                    mapped.add("* " + path);
                }
            }
        }
        return mapped;
    }
}
