package dev.keyway.bench.books;

import dev.keyway.bench.pair.Pair;
import dev.keyway.bench.pair.PairProgram;
import dev.keyway.testkit.time.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Killing of the pair's programs under load (SIGKILL), each time started again with the state that it left. */
final class Killing implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PROVIDER_KEYS = 20;

    private final Pair pair;
    private final ProviderLog provider = new ProviderLog();
    private final List<Outage> outages = new ArrayList<>();
    private final Load load;

    private Killing(Pair pair, int clients, double rate) {
        this.pair = pair;
        Model.answer(pair.provider());
        provider.watch(pair.provider());
        Model.make(pair.owner());
        List<Account> accounts = Accounts.make(pair.owner(), clients);
        awaitToken(accounts.getLast());
        this.load = new Load(pair.gateway().origin(), accounts, provider, rate);
    }

    /**
     * Starts the pair and the load.
     *
     * @param folder for state and database
     * @param sources the folder of the source code, with the jars that were built in it
     * @param clients clients, each with a token of its own
     * @param rate calls a second of all clients together
     */
    static Killing start(Path folder, Path sources, int clients, double rate) {
        Pair pair = Pair.in(folder)
                .sources(sources)
                .keys(PROVIDER_KEYS)
                .provider(fake -> fake.record(1))
                .gateway("KEYWAY_SHUTDOWN_SHIP", "5m")
                .start();
        try {
            return new Killing(pair, clients, rate);
        } catch (RuntimeException | AssertionError e) {
            pair.close();
            throw e;
        }
    }

    /** Waits until so many more calls have ended, kills the gateway, and starts it again. */
    void killGateway(int calls) {
        awaitCalls(calls);
        Instant from = Instant.now();
        pair.gateway().kill();
        load.pause();
        PairProgram unused = pair.gateway().restart();
        outages.add(new Outage(from, Instant.now()));
        load.resume();
    }

    /** Waits until so many more calls have ended, kills the admin service, and starts it again without waiting; calls go on. */
    void killAdmin(int calls) {
        PairProgram ready = pair.admin().awaitReady();
        awaitCalls(calls);
        ready.kill();
        PairProgram unused = ready.relaunch();
    }

    /** Ends load and gateway, which ships what is left, and compares. */
    Result finish() throws InterruptedException, SQLException {
        List<Call> calls = load.stop();
        awaitAdmin();
        int unused = pair.gateway().terminate();
        try (Connection database = pair.connect()) {
            Findings findings = Comparison.of(calls, provider, outages, UsageRows.all(database));
            return new Result(
                    calls,
                    List.copyOf(outages),
                    findings,
                    Sums.differences(database),
                    Sums.spendRows(database),
                    Sums.nanos(database));
        }
    }

    private void awaitAdmin() {
        PairProgram unused = pair.admin().awaitReady();
    }

    private void awaitCalls(int more) {
        int until = load.ended() + more;
        Awaiting.until(more + " more calls", PATIENCE, () -> load.ended() >= until);
    }

    private void awaitToken(Account account) {
        HttpRequest request = HttpRequest.newBuilder(pair.gateway().origin().resolve("/v1/key"))
                .header("authorization", "Bearer " + account.secret())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            Awaiting.until("the tokens at the gateway", PATIENCE, () -> {
                try {
                    return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    @Override
    public void close() {
        load.close();
        pair.close();
    }
}
