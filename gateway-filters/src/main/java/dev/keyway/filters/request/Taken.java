package dev.keyway.filters.request;

import dev.keyway.filters.body.BodyHold;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.record.RequestTrack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** What is known of a request so far; travels with its exchange. */
public final class Taken {

    private static final String ATTRIBUTE = Taken.class.getName();

    private final RequestTrack track;
    private final BodyHold bodies = new BodyHold();
    private @Nullable Caller caller;
    private @Nullable LlmRequest request;
    private @Nullable ServedModel target;
    private @Nullable Payload payload;
    private List<String> dropped = List.of();

    Taken(RequestTrack track) {
        this.track = track;
    }

    /** What is known of an exchange's request; null if it was not taken in yet. */
    public static @Nullable Taken of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    void attach(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    public RequestTrack track() {
        return track;
    }

    /** The caller is known. */
    public void calledBy(Caller who) {
        caller = who;
        track.calledBy(who.name());
    }

    /** Who calls; null before the edge has let somebody in, and where a host application decides that itself. */
    public @Nullable Caller caller() {
        return caller;
    }

    /** Under whose name the request's body is counted; empty for nobody's. */
    String share() {
        return caller == null ? "" : caller.share();
    }

    /** Owns the request's bodies on their way between threads. */
    BodyHold bodies() {
        return bodies;
    }

    /** Whose place in the fair queue the request takes. */
    public String fairnessKey() {
        return caller == null ? "" : caller.fairnessKey();
    }

    /** The request, once it was read. */
    public @Nullable LlmRequest request() {
        return request;
    }

    void read(LlmRequest read) {
        request = read;
    }

    public @Nullable ServedModel target() {
        return target;
    }

    /** The target is known. */
    public void aimAt(ServedModel served, boolean stream) {
        target = served;
        track.resolved(served.provider().id(), served.model(), stream);
    }

    /** Hands over what is to be sent; at most once. */
    public @Nullable Payload takePayload() {
        Payload taken = payload;
        payload = null;
        return taken;
    }

    /** The body is ready to be sent. */
    public void ready(Payload bytes, List<String> removed) {
        payload = bytes;
        dropped = List.copyOf(removed);
    }

    /** The length in bytes of what is to be sent. */
    public int payloadLength() {
        return payload == null ? 0 : payload.length();
    }

    /** Names of the members that were removed. */
    public List<String> dropped() {
        return dropped;
    }

    private void releaseBody() {
        if (request != null) {
            request.body().release();
        }
    }

    void release() {
        Payload unsent = takePayload();
        if (unsent != null) {
            unsent.release();
        }
        releaseBody();
        bodies.release();
    }
}
