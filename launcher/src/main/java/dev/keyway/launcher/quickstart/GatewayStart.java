package dev.keyway.launcher.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The JVM's options for the gateway. With what the JVM remembers of an earlier start, the gateway is up in about half the
 * time. They are in a file that {@code java @file} reads, so that {@code ./keyway gateway} needs no launcher.
 */
public final class GatewayStart {

    private static final String CACHE = "start.cache";

    /** The first release with ahead-of-time caches; older ones have archives of classes. */
    private static final int AHEAD_OF_TIME = 25;

    private final Path target;

    /** @param home folder of the source code */
    public GatewayStart(Path home) {
        this.target = home.resolve("gateway").resolve("target");
    }

    /** The prepared options; where there are none, those of the jar as it is. */
    public List<String> options() throws IOException {
        return isPrepared() ? List.of("@" + arguments()) : List.of("-jar", jar().toString());
    }

    /** Whether this JDK has prepared options for the jar as it is now. */
    public boolean isPrepared() throws IOException {
        Path arguments = arguments();
        if (!Files.exists(arguments)
                || Files.getLastModifiedTime(arguments).compareTo(Files.getLastModifiedTime(jar())) < 0) {
            return false;
        }
        try (Stream<String> lines = Files.lines(arguments)) {
            return lines.findFirst().equals(Optional.of(mark()));
        }
    }

    private Path arguments() {
        return target.resolve("start.args");
    }

    private Path jar() {
        return target.resolve("keyway-gateway.jar");
    }

    private static String mark() {
        return "# " + JavaCommand.home();
    }

    /**
     * Copies the jar, so that a build cannot change it under a gateway that runs, starts it once up to its first connection, and
     * has the JVM write down what it learnt. Where nothing can be written there, nothing is prepared.
     */
    public void prepare() throws IOException, InterruptedException {
        if (Files.isWritable(target)) {
            OneAtATime.run(target, this::prepareAlone);
        }
    }

    private void prepareAlone() throws IOException, InterruptedException {
        if (isPrepared()) {
            return;
        }
        Path place = Files.createTempDirectory(target, "start.");
        Path jar = Files.copy(jar(), place.resolve("keyway-gateway.jar"));
        boolean remembered = record(place, jar) && Files.exists(place.resolve(CACHE));
        Folders.delete(place.resolve("state"));
        Path fresh = Files.write(place.resolve("start.args"), lines(place, jar, remembered));
        Path unused =
                Files.move(fresh, arguments(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        for (Path old : Folders.of(target, "start.*")) {
            if (!old.equals(place)) {
                Folders.delete(old);
            }
        }
    }

    private static boolean record(Path place, Path jar) throws IOException, InterruptedException {
        String learn = JavaCommand.feature() >= AHEAD_OF_TIME ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        List<String> command = JavaCommand.with(
                List.of(learn + place.resolve(CACHE), "-Dspring.context.exit=onRefresh", "-jar", jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", System.getenv().getOrDefault("PATH", ""),
                        "PROXY_API_KEY", "none",
                        "OPENAI_API_KEY", "none",
                        "OPENAI_API_BASE", "http://127.0.0.1:9",
                        "KEYWAY_ENV_FILE", "/dev/null",
                        "KEYWAY_STATE_DIR", place.resolve("state").toString()));
        Process process = builder.start();
        try {
            return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
        } finally {
            Process unused = process.destroyForcibly();
        }
    }

    private static List<String> lines(Path place, Path jar, boolean remembered) {
        List<String> lines = new ArrayList<>();
        lines.add(mark());
        JavaCommand.flags().forEach(flag -> lines.add(quoted(flag)));
        if (remembered) {
            boolean aheadOfTime = JavaCommand.feature() >= AHEAD_OF_TIME;
            lines.add(quoted((aheadOfTime ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + place.resolve(CACHE)));
            if (aheadOfTime) {
                lines.add("-Xlog:aot=off");
            }
            lines.add("-Xlog:cds=off");
        }
        lines.add("-jar");
        lines.add(quoted(jar.toString()));
        return lines;
    }

    /** As a file of arguments has it, whatever is in the path. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
