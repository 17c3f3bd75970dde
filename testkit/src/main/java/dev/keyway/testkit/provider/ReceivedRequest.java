package dev.keyway.testkit.provider;

import dev.keyway.testkit.dialect.Form;
import dev.keyway.testkit.script.Request;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A request as it arrived, and what became of it. */
public final class ReceivedRequest implements Request {

    /** What became of a request. */
    public enum Outcome {
        /** Still read or answered. */
        OPEN,
        /** Answered to the end of the script, faults included. */
        ANSWERED,
        /** The client closed the connection before the answer was complete. */
        CLIENT_CLOSED
    }

    /** Where on which connection a request stood. */
    record Place(long connection, int number, AtomicBoolean gone) {}

    private final long number;
    private final String method;
    private final String target;
    private final HttpHeaders headers;
    private final String key;
    private final Instant arrivedAt;
    private final Place place;

    private volatile byte[] body = {};
    private volatile String model = "";
    private volatile boolean stream;
    private volatile Outcome outcome = Outcome.OPEN;
    private volatile @Nullable Instant endedAt;

    ReceivedRequest(long number, HttpRequest head, Instant arrivedAt, Place place) {
        this.number = number;
        this.method = head.method().name();
        this.target = head.uri();
        this.headers = head.headers();
        this.key = Keys.of(headers, target);
        this.arrivedAt = arrivedAt;
        this.place = place;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public String method() {
        return method;
    }

    /** Path and query as they stood in the request line. */
    public String target() {
        return target;
    }

    @Override
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public boolean stream() {
        return stream;
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public List<String> headers(String name) {
        return headers.getAll(name);
    }

    /** All headers, in the order and spelling in which they came. */
    public List<Map.Entry<String, String>> headers() {
        return headers.entries();
    }

    /** The body as it came. */
    public byte[] body() {
        return body.clone();
    }

    /** The body as a form. */
    public Form form() {
        return Form.of(body, Objects.requireNonNullElse(header("content-type"), ""));
    }

    @Override
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** When its headers were read. */
    public Instant arrivedAt() {
        return arrivedAt;
    }

    /** The number of its connection on this provider, from 1. */
    public long connection() {
        return place.connection();
    }

    @Override
    public int numberOnConnection() {
        return place.number();
    }

    public Outcome outcome() {
        return outcome;
    }

    /** When it was answered or abandoned; {@code null} while it is open. */
    public @Nullable Instant endedAt() {
        return endedAt;
    }

    /** Whether its connection is gone by now, whoever closed it. */
    public boolean connectionClosed() {
        return place.gone().get();
    }

    @Override
    public String toString() {
        return "#" + number + " " + method + " " + path() + " model=" + model + " " + outcome;
    }

    void read(byte[] bytes, String askedModel, boolean askedStream) {
        body = bytes;
        model = askedModel;
        stream = askedStream;
    }

    void end(Outcome how, Instant now) {
        outcome = how;
        endedAt = now;
    }
}
