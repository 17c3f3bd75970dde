package dev.keyway.filters.request;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** Stage attribute of an exchange: the furthest stage that its request has reached. */
public final class StageAttribute {

    private static final String NAME = RequestStage.class.getName();

    private StageAttribute() {}

    /** The stage; null if Keyway has not received the request. */
    public static @Nullable RequestStage of(ServerWebExchange exchange) {
        return exchange.getAttribute(NAME);
    }

    /** Replaces the stage by a further one. */
    public static void set(ServerWebExchange exchange, RequestStage reached) {
        exchange.getAttributes().put(NAME, reached);
    }
}
