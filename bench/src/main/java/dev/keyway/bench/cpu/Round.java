package dev.keyway.bench.cpu;

import java.time.Duration;

/**
 * A round of requests by way of one contender.
 *
 * @param requests how many
 * @param took wall-clock time, from the first request to the last answer
 * @param used processor time of the contender's process; zero if it has none
 * @param compilers what of it its just-in-time compilers used
 */
record Round(int requests, Duration took, Duration used, Duration compilers) {

    /** Has the clients send a round and waits for the last answer. */
    static Round play(Workload workload, Contender contender, Clients clients) throws InterruptedException {
        Duration before = contender.process().map(ProcessTime::of).orElse(Duration.ZERO);
        Duration compiledBefore =
                contender.process().map(ProcessTime::ofCompilers).orElse(Duration.ZERO);
        long start = System.nanoTime();
        clients.run(workload, contender);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        contender.settle();
        return new Round(
                workload.requests(),
                took,
                contender.process().map(ProcessTime::of).orElse(Duration.ZERO).minus(before),
                contender
                        .process()
                        .map(ProcessTime::ofCompilers)
                        .orElse(Duration.ZERO)
                        .minus(compiledBefore));
    }

    /** What compilers took of the processor time: 0 to 1. */
    double compilersPart() {
        return used.isPositive() ? Math.max(0, (double) compilers.toMillis() / used.toMillis()) : 0;
    }
}
