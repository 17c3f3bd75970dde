package dev.keyway.bench.cpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The processor time that a process and its children have used, as Linux accounts for it: user and system time of
 * {@code /proc/PID/stat}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class ProcessTime {

    /** {@code USER_HZ}, which is 100 on every architecture that Java runs on. */
    private static final int TICKS_A_SECOND = 100;

    private static final int UTIME_AFTER_NAME = 11;

    private ProcessTime() {}

    static Duration of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> read(Path.of("/proc", Long.toString(each.pid()), "stat")))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** What the just-in-time compilers' threads of a JVM have used of it; zero for any other program. */
    static Duration ofCompilers(ProcessHandle process) {
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        try (Stream<Path> each = Files.list(threads)) {
            return each.map(thread -> thread.resolve("stat"))
                    .map(ProcessTime::readCompiler)
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (NoSuchFileException gone) {
            return Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration readCompiler(Path file) {
        try {
            String stat = Files.readString(file);
            return isCompiler(stat) ? parse(stat) : Duration.ZERO;
        } catch (NoSuchFileException gone) {
            return Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** "C1 CompilerThread0" and "C2 CompilerThread0", of which Linux keeps 15 characters. */
    static boolean isCompiler(String stat) {
        return stat.contains("(C1 CompilerThre)") || stat.contains("(C2 CompilerThre)");
    }

    private static Duration read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException gone) {
            return Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a program stands in brackets and may hold blanks and brackets itself. */
    static Duration parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[UTIME_AFTER_NAME]) + Long.parseLong(fields[UTIME_AFTER_NAME + 1]);
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }
}
