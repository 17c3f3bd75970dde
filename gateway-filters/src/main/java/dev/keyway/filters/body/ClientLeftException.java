package dev.keyway.filters.body;

/** The client's connection broke before its body was whole: there is nobody left to answer. */
public final class ClientLeftException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ClientLeftException(Throwable cause) {
        super("the client left before its body was whole", cause);
    }
}
