package dev.keyway.launcher.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The JVM's options for the admin service. With its libraries beside its jar, not within it, and without the second compiler,
 * for it serves one person here, it is there in two thirds of the time.
 */
public final class AdminStart {

    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private final Path target;

    /** @param home folder of the source code */
    public AdminStart(Path home) {
        this.target = home.resolve("admin-api").resolve("target");
    }

    /** The prepared options; where there are none, those of the jar as it is. */
    public List<String> options() throws IOException {
        Path jar = isPrepared() ? place().resolve("keyway-admin.jar") : jar();
        return List.of(QUICK, "-jar", jar.toString());
    }

    /** Whether the jar as it is now is laid out. */
    public boolean isPrepared() throws IOException {
        return Files.exists(place());
    }

    /** Lays the jar out. Where nothing can be written there, nothing is prepared. */
    public void prepare() throws IOException, InterruptedException {
        if (Files.isWritable(target)) {
            OneAtATime.run(target, this::prepareAlone);
        }
    }

    private void prepareAlone() throws IOException, InterruptedException {
        if (isPrepared()) {
            return;
        }
        Path scratch = Files.createTempDirectory(target, "laying.");
        try {
            layOut(scratch.resolve("start"));
            for (Path old : Folders.of(target, "start-*")) {
                Folders.delete(old);
            }
            Path unused = Files.move(scratch.resolve("start"), place(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Folders.delete(scratch);
        }
    }

    private void layOut(Path folder) throws IOException, InterruptedException {
        List<String> command = JavaCommand.with(List.of(
                QUICK, "-Djarmode=tools", "-jar", jar().toString(), "extract", "--destination", folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(jar() + " cannot be laid out");
            }
        } finally {
            Process unused = process.destroyForcibly();
        }
    }

    private Path jar() {
        return target.resolve("keyway-admin.jar");
    }

    /** Another build has another place. */
    private Path place() throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream content = new CheckedInputStream(Files.newInputStream(jar()), sum)) {
            long unused = content.transferTo(OutputStream.nullOutputStream());
        }
        return target.resolve("start-%08x-%d".formatted(sum.getValue(), Files.size(jar())));
    }
}
