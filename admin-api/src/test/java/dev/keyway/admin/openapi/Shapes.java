package dev.keyway.admin.openapi;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.RequestBody;

/** The records that calls take and answer, with all that is within them. */
public final class Shapes {

    private Shapes() {}

    /** Everything that any answer can hold. */
    public static Set<Class<?>> answered(Collection<Routes.Route> routes) {
        Set<Class<?>> found = new LinkedHashSet<>();
        routes.forEach(route -> collect(route.handler().getMethod().getGenericReturnType(), found));
        return found;
    }

    /** Everything that any request can hold. */
    public static Set<Class<?>> taken(Collection<Routes.Route> routes) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Routes.Route route : routes) {
            Arrays.stream(route.handler().getMethod().getParameters())
                    .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                    .forEach(parameter -> collect(parameter.getParameterizedType(), found));
        }
        return found;
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), found);
            List.of(generic.getActualTypeArguments()).forEach(inner -> collect(inner, found));
        } else if (type instanceof WildcardType wildcard) {
            List.of(wildcard.getUpperBounds()).forEach(bound -> collect(bound, found));
        } else if (type instanceof Class<?> known && known.isRecord() && found.add(known)) {
            for (RecordComponent component : known.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }
}
