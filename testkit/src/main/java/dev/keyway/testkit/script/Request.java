package dev.keyway.testkit.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a rule may look at when it decides whether it is meant. */
public interface Request {

    /** The request's number on this provider, from 1. */
    long number();

    String method();

    /** The path without its query. */
    String path();

    /** The provider key the request carries, {@code ""} if none. */
    String key();

    /** The model; {@code ""} while the body is unread. */
    String model();

    /** Whether a stream is asked for; {@code false} while the body is unread. */
    boolean stream();

    /** The first header of that name, whatever its case. */
    @Nullable
    String header(String name);

    /** All headers of that name, in order. */
    List<String> headers(String name);

    /** The body as UTF-8 text; {@code ""} while it is unread. */
    String text();

    /** The request's number on its connection, from 1. */
    int numberOnConnection();
}
