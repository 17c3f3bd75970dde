package dev.keyway.bench.books;

import dev.keyway.bench.rig.Folder;
import dev.keyway.bench.rig.MarkdownTable;
import dev.keyway.bench.rig.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code soak books}. */
@Command(
        name = "books",
        mixinStandardHelpOptions = true,
        description = "Calls while gateway and admin service are killed; each must be in the books exactly once.")
public final class BooksSoak implements Callable<Integer> {

    private static final double LEAST_RATE = 200;
    private static final int REPORTED = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--sources",
            defaultValue = "${sys:keyway.home:-.}",
            description = "The folder of the source code, with the jars built in it. [${DEFAULT-VALUE}]")
    private Path sources = Path.of(".");

    @Option(names = "--kills", defaultValue = "100", description = "Times to kill the gateway. [${DEFAULT-VALUE}]")
    private int kills;

    @Option(
            names = "--admin-kills",
            defaultValue = "10",
            description = "Times to kill the admin service. [${DEFAULT-VALUE}]")
    private int adminKills;

    @Option(names = "--rate", defaultValue = "250", description = "Calls a second. [${DEFAULT-VALUE}]")
    private double rate;

    @Option(
            names = "--clients",
            defaultValue = "100",
            description = "Clients, each with a token of its own and one call at a time. [${DEFAULT-VALUE}]")
    private int clients;

    @Option(
            names = "--calls",
            defaultValue = "1500",
            description = "Most calls between two kills; a third of it is the least. [${DEFAULT-VALUE}]")
    private int calls;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the moments of the kills. [${DEFAULT-VALUE}]")
    private long seed;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Random random = new Random(seed);
        long start = System.nanoTime();
        try (Folder folder = Folder.temporary("keyway-books");
                LoadedPair pair = LoadedPair.start(folder.path(), sources, clients, rate)) {
            for (int i = 0; i < Math.max(kills, adminKills); i++) {
                if (i < adminKills) {
                    pair.killAdmin(random.nextInt(calls / 3, calls));
                }
                if (i < kills) {
                    pair.killGateway(random.nextInt(calls / 3, calls));
                }
                if ((i + 1) % REPORTED == 0) {
                    out.println("%d rounds, %d calls".formatted(i + 1, pair.ended()));
                    out.flush();
                }
            }
            Result result = pair.finish();
            print(out, result, Duration.ofNanos(System.nanoTime() - start));
            List<Verdict> verdicts = new ArrayList<>(result.verdicts());
            if (kills > 0) {
                verdicts.add(Verdict.atLeast(
                        "calls a second before the kills of the gateway", LEAST_RATE, result.rateAtKills()));
            }
            result.wrong().forEach(out::println);
            verdicts.forEach(verdict -> out.println(verdict.line()));
            out.flush();
            return Verdict.exitCode(verdicts);
        }
    }

    private void print(PrintWriter out, Result result, Duration time) {
        Findings findings = result.findings();
        long streams =
                result.calls().stream().filter(call -> call.ask().stream()).count();
        out.println(new MarkdownTable("what", "figure")
                .row("kills of the gateway", kills)
                .row("kills of the admin service", adminKills)
                .row("calls", result.calls().size())
                .row("of them streams", streams)
                .row("answered, recorded as completed", findings.whole)
                .row("cut, recorded as interrupted", findings.interrupted)
                .row("cut between close and last byte, recorded as completed", findings.closed)
                .row("cut before admission, not recorded", findings.unadmitted)
                .row("records", findings.records())
                .row("rows of spend", result.spendRows())
                .row("nano-dollars", result.nanos())
                .row("calls/s in the second before a kill", String.format(Locale.ROOT, "%.0f", result.rateAtKills()))
                .row("seconds", time.toSeconds()));
    }
}
