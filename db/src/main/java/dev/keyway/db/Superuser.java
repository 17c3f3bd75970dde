package dev.keyway.db;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The superuser of the database for development, who needs a password. It is set before the server listens, in PostgreSQL's
 * single-user mode, and so also where an earlier release let every local user in without one.
 */
final class Superuser {

    static final String NAME = "postgres";

    private static final String ACCESS = """
        # Written by Keyway: only from this machine, and only with a password.
        host all all 127.0.0.1/32 scram-sha-256
        host all all ::1/128      scram-sha-256
        """;

    private final Path program;
    private final Path passwordFile;

    /** @param program the folder in which PostgreSQL's program was unpacked */
    Superuser(Path program, Path passwordFile) {
        this.program = program;
        this.passwordFile = passwordFile;
    }

    String password() throws IOException {
        return PrivateFiles.password(passwordFile);
    }

    /** Requires the password from now on; the server must not run. */
    void require(Path data) {
        try {
            Path access = data.resolve("pg_hba.conf");
            boolean isRequired =
                    Files.exists(passwordFile) && Files.readString(access).equals(ACCESS);
            if (!isRequired) {
                setPassword(data, password());
                PrivateFiles.write(access, ACCESS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void setPassword(Path data, String password) throws IOException {
        List<String> command = new ArrayList<>(LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.of());
        command.addAll(List.of(
                binary().toString(),
                "--single",
                "-j",
                "-D",
                data.toString(),
                "-c",
                "password_encryption=scram-sha-256",
                "-c",
                "log_statement=none",
                "-c",
                "exit_on_error=on",
                "postgres"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream()
                .write("ALTER ROLE %s PASSWORD '%s';\n\n"
                        .formatted(NAME, password)
                        .getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        byte[] said = process.getInputStream().readAllBytes();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("PostgreSQL does not take a password: "
                        + new String(said, StandardCharsets.UTF_8).replace(password, "****"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The one that was unpacked last is the one that runs. */
    private Path binary() throws IOException {
        try (Stream<Path> unpacked = Files.list(program)) {
            return unpacked.map(folder -> folder.resolve("bin").resolve("postgres"))
                    .filter(Files::isExecutable)
                    .max((a, b) -> Long.compare(
                            a.toFile().getParentFile().lastModified(),
                            b.toFile().getParentFile().lastModified()))
                    .orElseThrow(() -> new IOException("there is no program in " + program));
        }
    }
}
