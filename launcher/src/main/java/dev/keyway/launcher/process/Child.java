package dev.keyway.launcher.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Child process, with its log. It ignores Ctrl-C and the end of the terminal: the launcher alone ends it. */
public final class Child {

    /** A terminal sends Ctrl-C to all processes at once; the children are to end one after the other. */
    private static final List<String> UNDISTURBED = List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final Program program;
    private final ChildLog log;
    private final Process process;
    private final Thread reader;

    private Child(Program program, ChildLog log, Process process, Consumer<String> lines) {
        this.program = program;
        this.log = log;
        this.process = process;
        this.reader = new Thread(() -> read(lines), program.file());
        this.reader.setDaemon(true);
        this.reader.start();
    }

    /**
     * Starts a program.
     *
     * @param lines gets each line that it prints, before it is masked in the log
     */
    public static Child start(Program program, Path logs, Consumer<String> lines) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(undisturbed(program.command())).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(program.environment());
        ChildLog log = ChildLog.open(logs, program.file());
        Process process = builder.start();
        process.getOutputStream().close();
        return new Child(program, log, process, lines);
    }

    /** A command that ignores Ctrl-C and the end of the terminal. */
    static List<String> undisturbed(List<String> program) {
        List<String> command = new ArrayList<>(UNDISTURBED);
        command.addAll(program);
        return command;
    }

    public String name() {
        return program.name();
    }

    public ChildLog log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Its status, once it has ended and all that it printed is in the log. */
    public int status() throws InterruptedException {
        int status = process.waitFor();
        reader.join(TimeUnit.SECONDS.toMillis(2));
        return status;
    }

    /** Asks it to end and waits for that; kills it when the patience is over. */
    void stop(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
        int unused = status();
    }

    void kill() {
        Process unused = process.destroyForcibly();
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.accept(line);
                log.write(line);
            }
            log.close();
        } catch (IOException e) {
            lines.accept("its log cannot be written: " + e.getMessage());
            kill();
        }
    }
}
