package dev.keyway.testkit.provider;

import dev.keyway.testkit.provider.ReceivedRequest.Outcome;
import dev.keyway.testkit.script.Match;
import dev.keyway.testkit.script.Rules;
import dev.keyway.testkit.script.Step;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A provider that answers like OpenAI, Anthropic and Gemini over real sockets, and misbehaves as it is told.
 *
 * <p>Answers echo the request: the text begins with {@code echo:<id>} if the last text of the conversation holds such a mark.
 * Input tokens are the words of that text, output tokens the pieces of the answer.
 */
public final class FakeProvider implements AutoCloseable {

    private final Server server;
    private final Desk desk;

    FakeProvider(FakeProviderBuilder settings) {
        desk = new Desk(settings);
        server = new Server(settings, desk);
    }

    /** Settings, then {@code start()}. */
    public static FakeProviderBuilder builder() {
        return new FakeProviderBuilder();
    }

    /** Started on a free port, with these good keys; without any, every key is good. */
    public static FakeProvider start(String... keys) {
        return builder().keys(keys).start();
    }

    public int port() {
        return server.port();
    }

    /** {@code http://127.0.0.1:<port>}: scheme, host and port. */
    public URI origin() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The base URL of the OpenAI and the Anthropic API: the origin and {@code /v1}. */
    public URI v1() {
        return URI.create(origin() + "/v1");
    }

    /** The base URL of Gemini's OpenAI-compatible API. */
    public URI geminiOpenAi() {
        return URI.create(origin() + "/v1beta/openai");
    }

    /** The base URL of Gemini's own API. */
    public URI gemini() {
        return URI.create(origin() + "/v1beta");
    }

    /** Begins a rule: what shall be answered to such requests. */
    public Rules.When when(Match match) {
        return desk.rules.when(match);
    }

    /** Resets the next so many connections as soon as they are accepted. */
    public void resetNextConnections(int count) {
        desk.atAccept(count, Step.End.RST);
    }

    /** Closes the next so many connections as soon as they are accepted. */
    public void closeNextConnections(int count) {
        desk.atAccept(count, Step.End.FIN);
    }

    /** Closes all connections that are open now. */
    public void dropConnections() {
        server.dropConnections();
    }

    /** The key is unknown from now on. */
    public void revokeKey(String key) {
        desk.keys.revoke(key);
    }

    /** The key is good from now on. */
    public void addKey(String key) {
        desk.keys.add(key);
    }

    /** The requests in the order of their arrival; the oldest are gone beyond what is recorded. */
    public List<ReceivedRequest> requests() {
        return desk.recorder.requests();
    }

    /** The requests that match. */
    public List<ReceivedRequest> requests(Match match) {
        return requests().stream().filter(match::matches).toList();
    }

    /** The request that came last. */
    public ReceivedRequest lastRequest() {
        return requests().getLast();
    }

    /** All requests that ever came, recorded or not. */
    public long requestCount() {
        return desk.recorder.count();
    }

    /** Requests read or answered right now. */
    public int openRequests() {
        return desk.recorder.open();
    }

    public int openConnections() {
        return desk.recorder.connections();
    }

    /** The most requests that were answered at one time with that key. */
    public int mostAtOnce(String key) {
        return desk.recorder.mostAtOnce(key);
    }

    /** The most requests that were answered at one time with that key for that model. */
    public int mostAtOnce(String key, String model) {
        return desk.recorder.mostAtOnce(key, model);
    }

    /** Waits until that many requests have come. */
    public List<ReceivedRequest> awaitRequests(int count, Duration timeout) {
        await(count + " requests", timeout, () -> requestCount() >= count);
        return requests();
    }

    /** Waits until the client has closed the connection of a request before its answer was complete. */
    public void awaitAbandoned(ReceivedRequest request, Duration timeout) {
        await("the client closing " + request, timeout, () -> request.outcome() == Outcome.CLIENT_CLOSED);
    }

    /** Waits until the connection of a request is gone. */
    public void awaitClosed(ReceivedRequest request, Duration timeout) {
        await("the end of the connection of " + request, timeout, request::connectionClosed);
    }

    /** Waits until nothing is read or answered any more. */
    public void awaitIdle(Duration timeout) {
        await("the end of all requests", timeout, () -> openRequests() == 0);
    }

    /** Waits until exactly that many connections are open. */
    public void awaitConnections(int count, Duration timeout) {
        await(count + " open connections", timeout, () -> openConnections() == count);
    }

    /**
     * Waits for any condition on what was received.
     *
     * @throws AssertionError if it does not hold in time
     */
    public void await(String what, Duration timeout, BooleanSupplier condition) {
        if (!desk.recorder.await(condition, timeout)) {
            throw new AssertionError("waited " + timeout + " in vain for " + what + "; came: " + requests()
                    + ", open connections: " + openConnections());
        }
    }

    /** Forgets rules and records; keys and limits stay. */
    public void reset() {
        desk.reset();
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        server.close();
    }
}
