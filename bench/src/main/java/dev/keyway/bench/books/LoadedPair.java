package dev.keyway.bench.books;

import dev.keyway.bench.pair.Books;
import dev.keyway.bench.pair.Pair;
import dev.keyway.bench.pair.PairProgram;
import dev.keyway.testkit.time.Awaiting;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Pair under load, whose programs are killed (SIGKILL) and started again with the state that they left. */
final class LoadedPair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PROVIDER_KEYS = 20;

    private final Pair pair;
    private final ProviderLog provider = new ProviderLog();
    private final List<Outage> outages = new ArrayList<>();
    private final Load load;
    private List<Call> calls = List.of();

    private LoadedPair(Pair pair, int clients, double rate) {
        this.pair = pair;
        Model.answer(pair.provider());
        provider.watch(pair.provider());
        Model.make(pair);
        List<Account> accounts = Accounts.make(pair.owner(), clients);
        pair.awaitConfiguration();
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
    static LoadedPair start(Path folder, Path sources, int clients, double rate) {
        Pair pair = Pair.in(folder)
                .sources(sources)
                .keys(PROVIDER_KEYS)
                .provider(fake -> fake.record(1))
                .gateway("KEYWAY_SHUTDOWN_SHIP", "5m")
                .start();
        try {
            return new LoadedPair(pair, clients, rate);
        } catch (RuntimeException | AssertionError e) {
            pair.close();
            throw e;
        }
    }

    /** The pair itself, for other damage. */
    Pair pair() {
        return pair;
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
        stopLoad();
        awaitAdmin();
        int unused = pair.gateway().terminate();
        return compare();
    }

    /** Ends the load when each client has its last response. */
    void stopLoad() throws InterruptedException {
        calls = load.stop();
    }

    /** Compares what clients, provider and PostgreSQL have of all calls, once the load has ended. */
    Result compare() throws SQLException {
        try (Connection database = pair.connect()) {
            Findings findings = Comparison.of(calls, provider, outages, UsageRows.all(database));
            return Result.of(calls, List.copyOf(outages), findings, Books.of(database));
        }
    }

    private void awaitAdmin() {
        PairProgram unused = pair.admin().awaitReady();
    }

    /** How many calls have ended. */
    int ended() {
        return load.ended();
    }

    /** Waits until so many more calls have ended. */
    void awaitCalls(int more) {
        int until = load.ended() + more;
        Awaiting.until(more + " more calls", PATIENCE, () -> load.ended() >= until);
    }

    @Override
    public void close() {
        load.close();
        pair.close();
    }
}
