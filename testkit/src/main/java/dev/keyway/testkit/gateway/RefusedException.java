package dev.keyway.testkit.gateway;

/** The admin service answered with an error. */
public final class RefusedException extends RuntimeException {

    private final int status;

    RefusedException(int status, String body) {
        super(status + " " + body);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
