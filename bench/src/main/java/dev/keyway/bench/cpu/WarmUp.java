package dev.keyway.bench.cpu;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Rounds that do not count, until code is compiled: as long as a contender's compilers take a good part of its time, it is
 * they that would be measured. Streams go without pauses meanwhile, since compilers go by how often code has run.
 */
final class WarmUp {

    /** What compilers may take of the processor time of a round that counts. */
    private static final double QUIET = 0.05;

    /** Rounds at the workload's own pace at the end. */
    private static final int SETTLING = 2;

    private final Workload workload;
    private final SteadyProvider provider;
    private final int most;

    /**
     * A warm-up.
     *
     * @param most after how many rounds it ends, however busy the compilers still are
     */
    WarmUp(Workload workload, SteadyProvider provider, int most) {
        this.workload = workload;
        this.provider = provider;
        this.most = most;
    }

    /** Plays the rounds, and says how many there were and what compilers took of the last. */
    void play(List<Contender> contenders, Clients clients, PrintWriter out) throws InterruptedException {
        provider.pace(Duration.ZERO);
        double busiest = 1;
        int rounds = 0;
        while (rounds < most && busiest > QUIET) {
            busiest = 0;
            for (Contender contender : contenders) {
                busiest = Math.max(
                        busiest, Round.play(workload, contender, clients).compilersPart());
            }
            rounds++;
        }
        provider.pace(workload.gap());
        for (int i = 0; i < SETTLING; i++) {
            for (Contender contender : contenders) {
                Round.play(workload, contender, clients);
            }
        }
        out.printf(
                Locale.ROOT,
                "%s: %d rounds to warm up, compilers took up to %.0f %% of the last%n",
                workload.title(),
                rounds,
                busiest * 100);
        out.flush();
    }
}
