package dev.keyway.filters.model;

/**
 * Who calls.
 *
 * @param name names the proxy token in logs and metrics
 * @param fairnessKey whose place in the queues its requests take, and whose responses it may continue
 * @param share under whose name its bodies are counted; empty where there is nobody to share the memory with
 */
public record Caller(String name, String fairnessKey, String share) {

    /** Whoever calls where nobody is identified. */
    public static final Caller ANONYMOUS = new Caller("", "", "");

    /** Whether nobody is identified. */
    public boolean isAnonymous() {
        return equals(ANONYMOUS);
    }
}
