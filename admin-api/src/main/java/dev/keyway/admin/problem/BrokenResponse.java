package dev.keyway.admin.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Cuts the connection of a response that fails after its beginning was sent: a problem at its end would make it look complete. The server
 * cuts it where an exception gets as far as there.
 */
@Component
final class BrokenResponse implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(BrokenResponse.class);

    /** After {@link ClientGone}. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!response.isCommitted()) {
            return null;
        }
        LOG.error("{} {} broke off", request.getMethod(), request.getRequestURI(), failure);
        throw new CutOffException();
    }

    /** Reaches the server, which cuts the connection. */
    private static final class CutOffException extends RuntimeException {

        CutOffException() {
            super("the response broke off", null, false, false);
        }
    }
}
