package dev.keyway.filters.route;

/** What {@code SanitizePayload} and {@code CallProvider} both have to know on a route of a host application. */
public class ProviderRouteConfig {

    private String provider = "";
    private String operation = "";

    /** The id of a configured provider, for example {@code openai}. Required. */
    public String getProvider() {
        return provider;
    }

    public void setProvider(String provider) {
        this.provider = provider;
    }

    /**
     * What requests on this route ask: an operation of the catalogue in lower case, for example {@code chat} or
     * {@code messages}. Left out, the end of each request's path tells: {@code …/chat/completions}.
     */
    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }
}
