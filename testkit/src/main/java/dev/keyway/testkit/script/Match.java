package dev.keyway.testkit.script;

import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Which requests a rule is for. Any predicate will do; the usual ones are here by name. */
@FunctionalInterface
public interface Match {

    boolean matches(Request request);

    default Match and(Match other) {
        return request -> matches(request) && other.matches(request);
    }

    default Match not() {
        return request -> !matches(request);
    }

    static Match anyRequest() {
        return request -> true;
    }

    static Match key(String key) {
        return request -> request.key().equals(key);
    }

    static Match model(String model) {
        return request -> request.model().equals(model);
    }

    /** Requests whose path ends so. */
    static Match path(String end) {
        return request -> request.path().endsWith(end);
    }

    static Match header(String name, String value) {
        return request -> request.headers(name).contains(value);
    }

    /** Requests whose body holds this text. */
    static Match bodyContaining(String text) {
        return request -> request.text().contains(text);
    }

    static Match streaming() {
        return Request::stream;
    }

    /** Requests that are not the first on their connection. */
    static Match onReusedConnection() {
        return request -> request.numberOnConnection() > 1;
    }

    /** Only the n-th of the requests that this match fits, from 1. */
    default Match nth(long n) {
        AtomicLong seen = new AtomicLong();
        return request -> matches(request) && seen.incrementAndGet() == n;
    }

    /** Each n-th of the requests that this match fits. */
    default Match every(long n) {
        AtomicLong seen = new AtomicLong();
        return request -> matches(request) && seen.incrementAndGet() % n == 0;
    }

    /** A share of the requests, drawn with a seed: the same seed and order of requests draw the same. */
    static Match randomly(double share, long seed) {
        Random random = new Random(seed);
        return request -> random.nextDouble() < share;
    }
}
