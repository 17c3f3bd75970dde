package dev.keyway.helm.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Running container: a process whose root is the image, with its mounts, its user and its environment only. It shares this
 * machine's network, and its limits of processor time and memory.
 */
public final class Container implements AutoCloseable {

    private static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom");

    private final ContainerSpec spec;
    private final Path log;
    private final Process process;

    private Container(ContainerSpec spec, Path log, Process process) {
        this.spec = spec;
        this.log = log;
        this.process = process;
    }

    /** Returns why this machine can't run containers, or null if it can. */
    public static @Nullable String whatIsMissing() {
        try {
            Command.run("unshare", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "none", "/mnt");
            return null;
        } catch (IOException e) {
            return "mount namespaces can't be made here: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /**
     * Starts a container.
     *
     * @param folder an empty folder for its files; on the same file system as the image
     */
    public static Container start(ContainerSpec spec, Path folder) throws IOException, InterruptedException {
        Path root = folder.resolve("root");
        // Hard links: only the folders are copied.
        Command.run("cp", "--archive", "--link", spec.image().root().toString(), root.toString());
        Files.createDirectories(folder);
        Path log = folder.resolve("log");
        Path hosts = Files.writeString(
                folder.resolve("hosts"), "127.0.0.1 localhost " + String.join(" ", spec.hosts()) + "\n");
        List<Mount> mounts = new ArrayList<>(spec.mounts());
        mounts.add(new Mount(hosts, "/etc/hosts", true));
        DEVICES.forEach(device -> mounts.add(new Mount(Path.of("/dev", device), "/dev/" + device, false)));
        Path script = Files.writeString(folder.resolve("start.sh"), script(spec, root, mounts));
        List<String> command =
                new ArrayList<>(List.of("unshare", "--mount", "--pid", "--ipc", "--uts", "--fork", "/bin/sh"));
        command.add(script.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // Nothing is left where the tests are ended from outside.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process), "end of " + spec.name()));
        return new Container(spec, log, process);
    }

    private static String script(ContainerSpec spec, Path root, List<Mount> mounts) throws IOException {
        var lines = new ArrayList<String>(List.of("set -e", "mount --bind " + root + " " + root));
        for (Mount mount : mounts) {
            Path target = root.resolve(mount.target().substring(1));
            if (Files.isDirectory(mount.source())) {
                Files.createDirectories(target);
            } else if (!Files.exists(target)) {
                Files.createDirectories(target.getParent());
                Files.createFile(target);
            }
            lines.add("mount --bind " + mount.source() + " " + target);
            if (mount.readOnly()) {
                lines.add("mount -o remount,ro,bind " + target);
            }
        }
        Files.createDirectories(root.resolve("proc"));
        lines.add("mount -t proc proc " + root.resolve("proc"));
        if (spec.readOnlyRoot()) {
            lines.add("mount -o remount,ro,bind " + root);
        }
        var last = new ArrayList<String>(List.of("exec", "env", "-i"));
        spec.environment().forEach((name, value) -> last.add(quoted(name + "=" + value)));
        last.addAll(List.of(
                "/usr/bin/unshare",
                "--root=" + root,
                "--wd=" + spec.workingFolder(),
                "--setgid=" + spec.group(),
                "--setuid=" + spec.user()));
        spec.command().forEach(part -> last.add(quoted(part)));
        lines.add(String.join(" ", last));
        return String.join("\n", lines) + "\n";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, and returns its exit code. */
    public int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(spec.name() + " has not ended within " + patience + ":\n" + log());
        }
        return process.exitValue();
    }

    /** Sends SIGTERM to its first process, and returns whether it ended within the grace. */
    public boolean terminate(Duration grace) throws InterruptedException {
        Optional<ProcessHandle> first = process.children().findFirst();
        first.ifPresent(ProcessHandle::destroy);
        return process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What it has written. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        kill(process);
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills the first process of the container, and with it all others. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
