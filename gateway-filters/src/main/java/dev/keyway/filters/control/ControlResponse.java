package dev.keyway.filters.control;

/** Response of the admin service, or of whatever answered in its place. */
public sealed interface ControlResponse {

    /** HTTP status. */
    int status();

    /**
     * Success.
     *
     * @param status 2xx
     * @param body empty with 204
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once; a snapshot has many megabytes.
    record Success(int status, byte[] body) implements ControlResponse {}

    /**
     * Refusal.
     *
     * @param status any but 2xx
     * @param code the admin service's own code; empty if something else answered, such as a proxy: then it is an outage
     * @param detail what is wrong, for the log
     */
    record Problem(int status, String code, String detail) implements ControlResponse {

        /** Whether the admin service says this. */
        public boolean is(String expected) {
            return code.equals(expected);
        }

        /** The problem in one line, for the log. */
        public String line() {
            String text = code.isEmpty() ? "HTTP " + status : "HTTP " + status + " " + code;
            return detail.isEmpty() ? text : text + ": " + detail;
        }
    }
}
