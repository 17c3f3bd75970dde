package dev.keyway.bench.jmh;

import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench jmh}. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description =
                "Single pieces of code: admission, body index, event framer, key choice, token look-up; with bytes allocated per call.")
public final class JmhBench implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            description = "Benchmarks to run, as regular expressions on their names; without any, all.")
    private List<String> names = List.of();

    @Option(names = "--result", description = "A file for the results as JSON.")
    private String result = "";

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", "-Xmx1g")
                .addProfiler(GCProfiler.class);
        if (names.isEmpty()) {
            options.include(JmhBench.class.getPackageName());
        }
        names.forEach(options::include);
        if (!result.isEmpty()) {
            options.result(result).resultFormat(ResultFormatType.JSON);
        }
        new Runner(options.build()).run();
        return 0;
    }
}
