package dev.keyway.admin.paging;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.KeyRing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads {@link PageRequest} and {@link ListRequest} from a call. */
@Configuration(proxyBeanMethods = false)
class PageRequests implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    /** No path has this character. */
    private static final String NEWER = "#newer";

    private final Supplier<KeyRing> keys;

    /** @param auditKeys sign cursors, too: every replica has them. They are read when a list is, once who judges them has done so. */
    PageRequests(@Value("${keyway.audit.keys:}") String auditKeys) {
        this.keys = SingletonSupplier.of(() -> KeyRing.parse(auditKeys));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class || parameter.getParameterType() == ListRequest.class;
    }

    @Override
    public Record resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        boolean total = total(request.getParameter("total"));
        if (parameter.getParameterType() == ListRequest.class) {
            return new ListRequest(total);
        }
        String cursor = request.getParameter("cursor");
        if (total && cursor != null && !cursor.isEmpty()) {
            throw ProblemException.invalid("total", "works only on the first page: omit it, or the cursor");
        }
        String sort = request.getParameter("sort");
        String list = ((ServletWebRequest) request).getRequest().getRequestURI().toLowerCase(Locale.ROOT)
                + (sort == null ? "" : "?" + sort);
        String newer = list + NEWER;
        Optional<UUID> after =
                cursor == null || cursor.isEmpty() ? Optional.empty() : Cursor.find(keys.get(), cursor, newer);
        UUID before = cursor == null || cursor.isEmpty()
                ? PageRequest.GREATEST
                : after.orElseGet(() -> Cursor.read(keys.get(), cursor, list));
        return new PageRequest(
                before,
                limit(request.getParameter("limit")),
                id -> Cursor.text(keys.get(), id, list),
                total,
                id -> Cursor.text(keys.get(), id, newer),
                after.isPresent());
    }

    private static boolean total(@Nullable String text) {
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw ProblemException.invalid("total", "must be true or false");
        }
        return "true".equals(text);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return PageRequest.DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PageRequest.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw outOfRange();
        }
        throw outOfRange();
    }

    private static ProblemException outOfRange() {
        return ProblemException.invalid("limit", "must be from 1 to " + PageRequest.MAX_LIMIT);
    }
}
