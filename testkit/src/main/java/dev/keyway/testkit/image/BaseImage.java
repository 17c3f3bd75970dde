package dev.keyway.testkit.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Base image for tests, in the format of {@code docker save}: the Java runtime of this machine, made by jlink, and the
 * machine's own C library. It has no shell. It stands in for the base image of a release, which is in a registry.
 *
 * <p>Where this machine has no such libraries, the image is empty, and the file {@code base-image.skipped} beside it says
 * why.
 */
public final class BaseImage {

    /** Where the Java runtime is in the image, as in the images of Eclipse Temurin. */
    private static final String JAVA_HOME = "/opt/java/openjdk";

    private static final String MODULES =
            "java.se,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs";

    /** Libraries of the runtime for screens and sound, which need more of the machine. */
    private static final Set<String> NOT_NEEDED =
            Set.of("libawt_xawt.so", "libjawt.so", "libsplashscreen.so", "libjsound.so");

    /** Time stamp of each file: the image depends on its content alone. */
    private static final String TIME = "@1";

    private static final String TAG = "keyway-test-base:latest";

    private final Path root;
    private final Path jdk;

    private BaseImage(Path root, Path jdk) {
        this.root = root;
        this.jdk = jdk;
    }

    /**
     * Writes the image to {@code arguments[0]}, unless it is there and was made of this JDK.
     *
     * @throws IOException if a file can't be written
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path target = Path.of(arguments[0]).toAbsolutePath();
        Path jdk = Path.of(System.getProperty("java.home"));
        Path madeOf = target.resolveSibling("base-image.made-of");
        Path skipped = target.resolveSibling("base-image.skipped");
        String identity = jdk + " " + Runtime.version() + " " + MODULES;
        if (Files.exists(target)
                && Files.exists(madeOf)
                && Files.readString(madeOf).equals(identity)) {
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(skipped);
        Path scratch = Files.createTempDirectory(target.getParent(), "base-image");
        try {
            Path root = Files.createDirectory(scratch.resolve("root"));
            var image = new BaseImage(root, jdk);
            String missing = image.whatIsMissing();
            if (missing == null) {
                image.fill();
            } else {
                Files.writeString(skipped, missing);
                System.err.println("The images for tests have no Java runtime: " + missing);
            }
            image.save(scratch, target);
            Files.writeString(madeOf, identity);
        } finally {
            delete(scratch);
        }
    }

    /** Returns what this machine lacks for an image that runs, or null. */
    private @Nullable String whatIsMissing() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return "this is not Linux";
        }
        if (Runtime.version().feature() < 25) {
            return "JDK 25 was not found, only " + Runtime.version().feature();
        }
        for (String tool : List.of(jdk.resolve("bin/jlink").toString(), "/usr/bin/ldd")) {
            if (!Files.isExecutable(Path.of(tool))) {
                return tool + " is missing";
            }
        }
        return null;
    }

    private void fill() throws IOException, InterruptedException {
        Path home = root.resolve(JAVA_HOME.substring(1));
        Files.createDirectories(home.getParent());
        run(
                jdk.resolve("bin/jlink").toString(),
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--output",
                home.toString());
        for (Path library : librariesOf(home)) {
            Path copy = root.resolve(library.toString().substring(1));
            Files.createDirectories(copy.getParent());
            // Follows the link: the image has the file under the name by which the loader asks for it.
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path etc = Files.createDirectories(root.resolve("etc"));
        Files.writeString(etc.resolve("passwd"), "root:x:0:0:root:/:\nkeyway:x:10001:10001:keyway:/tmp:\n");
        Files.writeString(etc.resolve("group"), "root:x:0:\nkeyway:x:10001:\n");
        Files.writeString(etc.resolve("nsswitch.conf"), "hosts: files dns\n");
        Files.setPosixFilePermissions(
                Files.createDirectory(root.resolve("tmp")), PosixFilePermissions.fromString("rwxrwxrwx"));
        for (String mountPoint : List.of("proc", "dev", "sys", "run")) {
            Files.createDirectory(root.resolve(mountPoint));
        }
    }

    /** Returns the libraries of this machine that the runtime loads, with the loader itself. */
    private Set<Path> librariesOf(Path home) throws IOException, InterruptedException {
        var command =
                new ArrayList<String>(List.of("ldd", home.resolve("bin/java").toString()));
        try (Stream<Path> files = Files.walk(home.resolve("lib"))) {
            files.filter(file -> file.toString().endsWith(".so")
                            && !NOT_NEEDED.contains(file.getFileName().toString()))
                    .map(Path::toString)
                    .forEach(command::add);
        }
        var libraries = new TreeSet<Path>();
        for (String line : run(command.toArray(String[]::new)).lines().toList()) {
            // "libz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x…)", or "/lib64/ld-linux-x86-64.so.2 (0x…)".
            String found = line.replaceFirst(".*=>", "").strip().replaceFirst(" \\(0x.*", "");
            if (found.startsWith("/") && !found.endsWith(":") && !found.startsWith(home.toString())) {
                libraries.add(Path.of(found));
            }
        }
        return libraries;
    }

    private void save(Path scratch, Path target) throws IOException, InterruptedException {
        Path layer = scratch.resolve("layer.tar");
        tar(layer, root, ".");
        String diffId = sha256(layer);
        run("gzip", "-1", "-n", layer.toString());
        JsonMapper json = JsonMapper.builder().build();
        Path image = Files.createDirectory(scratch.resolve("image"));
        Files.move(scratch.resolve("layer.tar.gz"), image.resolve("layer.tar.gz"));
        json.writeValue(
                image.resolve("config.json"),
                Map.of(
                        "architecture",
                        System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64",
                        "os",
                        "linux",
                        "created",
                        "1970-01-01T00:00:00Z",
                        "config",
                        Map.of("Env", List.of("PATH=" + JAVA_HOME + "/bin", "JAVA_HOME=" + JAVA_HOME, "LANG=C.UTF-8")),
                        "rootfs",
                        Map.of("type", "layers", "diff_ids", List.of("sha256:" + diffId))));
        json.writeValue(
                image.resolve("manifest.json"),
                List.of(Map.of("Config", "config.json", "RepoTags", List.of(TAG), "Layers", List.of("layer.tar.gz"))));
        Path whole = scratch.resolve("image.tar");
        tar(whole, image, "manifest.json", "config.json", "layer.tar.gz");
        Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void tar(Path target, Path folder, String... names) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "tar",
                "--create",
                "--file=" + target,
                "--sort=name",
                "--mtime=" + TIME,
                "--owner=0",
                "--group=0",
                "--numeric-owner",
                "--directory=" + folder));
        command.addAll(List.of(names));
        run(command.toArray(String[]::new));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var digesting = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what the command writes to its standard output. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command[0] + " failed: " + output);
        }
        return output;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
