package dev.keyway.bench;

import dev.keyway.bench.failover.FailoverBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures the gateway on this machine: {@code ./keyway bench <scenario>} and {@code ./keyway soak <scenario>}. */
@Command(
        name = "keyway",
        mixinStandardHelpOptions = true,
        subcommands = {BenchMain.Bench.class})
public final class BenchMain {

    /** Ends with 1 if a requirement was missed, 2 for a wrong option. */
    public static void main(String... args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchMain()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Time, rate and memory. */
    @Command(
            name = "bench",
            mixinStandardHelpOptions = true,
            description = "Figures of time, rate and memory.",
            subcommands = {FailoverBench.class})
    static final class Bench {}
}
