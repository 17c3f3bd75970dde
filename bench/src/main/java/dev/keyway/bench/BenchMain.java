package dev.keyway.bench;

import dev.keyway.bench.admin.AdminBench;
import dev.keyway.bench.books.BooksSoak;
import dev.keyway.bench.cpu.CpuBench;
import dev.keyway.bench.cpu.ManagedBench;
import dev.keyway.bench.failover.FailoverBench;
import dev.keyway.bench.ingest.IngestBench;
import dev.keyway.bench.jmh.JmhBench;
import dev.keyway.bench.memory.MemoryBench;
import dev.keyway.bench.soak.FailoverSoak;
import dev.keyway.bench.soak.StreamSoak;
import dev.keyway.bench.ui.Screenshots;
import dev.keyway.bench.ui.UiBench;
import dev.keyway.bench.usage.UsageBench;
import dev.keyway.bench.wakeup.WakeupBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures the gateway and the admin service on this machine: {@code ./keyway bench <scenario>} and {@code ./keyway soak <scenario>}. */
@Command(
        name = "keyway",
        mixinStandardHelpOptions = true,
        subcommands = {BenchMain.Bench.class, BenchMain.Soak.class, Screenshots.class})
public final class BenchMain {

    /** Ends with 1 if a requirement was missed, 2 for a wrong option. */
    public static void main(String... args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchMain()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** What runs for seconds. */
    @Command(
            name = "bench",
            mixinStandardHelpOptions = true,
            description = "Benchmarks of time, throughput and memory.",
            subcommands = {
                FailoverBench.class,
                WakeupBench.class,
                CpuBench.class,
                ManagedBench.class,
                MemoryBench.class,
                AdminBench.class,
                IngestBench.class,
                UsageBench.class,
                UiBench.class,
                JmhBench.class
            })
    static final class Bench {}

    /** What runs for minutes. */
    @Command(
            name = "soak",
            mixinStandardHelpOptions = true,
            description = "Benchmarks that run for minutes.",
            subcommands = {FailoverSoak.class, StreamSoak.class, BooksSoak.class})
    static final class Soak {}
}
