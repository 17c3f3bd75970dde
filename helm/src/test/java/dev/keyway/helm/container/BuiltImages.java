package dev.keyway.helm.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The images that the build has made of this module's siblings. */
public final class BuiltImages {

    private static final Path SKIPPED = Path.of("../testkit/target/base-image.skipped");

    private BuiltImages() {}

    /** Skips the test, saying why, where this machine can't make or run images. */
    public static void assumeTheyRun() throws IOException {
        assumeTrue(!Files.exists(SKIPPED), () -> "no base image: " + read(SKIPPED));
        @Nullable String missing = Container.whatIsMissing();
        assumeTrue(missing == null, () -> "no containers: " + missing);
    }

    /** The file of the image of a module, as it was built first, or for the second time. */
    public static Path file(String module, boolean again) {
        String name = "keyway-" + module.replace("-api", "");
        Path file = Path.of("..", module, "target", name + (again ? "-image-again.tar" : "-image.tar"))
                .toAbsolutePath()
                .normalize();
        assertThat(file).as("mvn verify builds the images before these tests").isRegularFile();
        return file;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
