package dev.keyway.filters.source.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.env.EnvText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files, and a clock that the test moves. */
class EnvLookTests {

    @TempDir
    private Path folder;

    private Path file;
    private EnvLook look;
    private long now;

    @BeforeEach
    void startWithAFile() throws IOException {
        file = folder.resolve(".env");
        Files.writeString(file, "A=1\n");
        EnvSource source = new EnvSource(file, true, Map.of(), Set.of(), PriceCatalogue.load());
        look = new EnvLook(source, source.text());
    }

    @Test
    void saysNothingOfAFileThatIsAsItWas() {
        assertThat(lookFor(Duration.ofMinutes(1))).isNull();
        assertThat(look.isPending()).isFalse();
    }

    @Test
    void tellsOfAChangeOnceItHasBeenStill() throws IOException {
        Files.writeString(file, "A=22\n");

        assertThat(look.look(now)).isNull();
        assertThat(look.isPending()).isTrue();
        now += EnvLook.STILL.toNanos() - 1;
        assertThat(look.look(now)).isNull();
        now += 1;
        assertThat(look.look(now)).isEqualTo(new EnvText.Present("A=22\n"));
        assertThat(look.isPending()).isFalse();
        assertThat(lookFor(Duration.ofMinutes(1))).isNull();
    }

    @Test
    void waitsForTheEndOfABurst() throws IOException {
        for (int i = 10; i < 30; i++) {
            Files.writeString(file, "A=" + "x".repeat(i) + "\n");
            now += EnvLook.STILL.toNanos() / 2;
            assertThat(look.look(now)).isNull();
        }
        assertThat(lookFor(EnvLook.STILL.multipliedBy(2))).isEqualTo(new EnvText.Present("A=" + "x".repeat(29) + "\n"));
    }

    @Test
    void doesNotTakeTheMomentInWhichAFileIsEmptyForItsContent() throws IOException {
        Files.writeString(file, "");
        assertThat(lookFor(Duration.ofSeconds(1))).isNull();
        Files.writeString(file, "A=3\n");

        assertThat(lookFor(Duration.ofSeconds(1))).isEqualTo(new EnvText.Present("A=3\n"));
    }

    @Test
    void doesNotTakeHalfALineForItsContent() throws IOException {
        Files.writeString(file, "A=3\nB=");
        assertThat(lookFor(Duration.ofSeconds(1))).isNull();
        Files.writeString(file, "A=3\nB=4\n");

        assertThat(lookFor(Duration.ofSeconds(1))).isEqualTo(new EnvText.Present("A=3\nB=4\n"));
    }

    @Test
    void takesAFileWithoutALastLineEndAfterAWhile() throws IOException {
        Files.writeString(file, "A=3\nB=4");

        assertThat(lookFor(EnvLook.STILL_IF_UNFINISHED.plusSeconds(1))).isEqualTo(new EnvText.Present("A=3\nB=4"));
    }

    @Test
    void seesAFileThatWasReplacedByAnotherOfTheSameSizeAndAge() throws IOException {
        assertThat(lookFor(Duration.ofSeconds(1))).isNull();
        Path temporary = folder.resolve(".env.swp");
        Files.writeString(temporary, "A=7\n");
        Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(file));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(lookFor(Duration.ofSeconds(1))).isEqualTo(new EnvText.Present("A=7\n"));
    }

    @Test
    void seesALinkThatWasTurnedToAnotherFolder() throws IOException {
        Path mount = Files.createDirectory(folder.resolve("mount"));
        Files.writeString(Files.createDirectory(mount.resolve("..1")).resolve(".env"), "A=1\n");
        Files.writeString(Files.createDirectory(mount.resolve("..2")).resolve(".env"), "A=2\n");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve(".env"), Path.of("..data/.env"));
        EnvSource source = new EnvSource(mount.resolve(".env"), true, Map.of(), Set.of(), PriceCatalogue.load());
        look = new EnvLook(source, source.text());
        assertThat(lookFor(Duration.ofSeconds(1))).isNull();

        Files.createSymbolicLink(mount.resolve("..tmp"), Path.of("..2"));
        Files.move(mount.resolve("..tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(lookFor(Duration.ofSeconds(1))).isEqualTo(new EnvText.Present("A=2\n"));
    }

    @Test
    void tellsOnceOfAFileThatIsGoneAndOfItsReturnOnlyIfItIsAnother() throws IOException {
        Files.delete(file);
        assertThat(lookFor(Duration.ofSeconds(1))).isNull();
        assertThat(lookFor(Duration.ofSeconds(4))).isEqualTo(new EnvText.Absent());
        assertThat(lookFor(Duration.ofMinutes(1))).isNull();

        Files.writeString(file, "A=1\n");
        assertThat(lookFor(Duration.ofSeconds(4))).isEqualTo(new EnvText.Present("A=1\n"));
    }

    @Test
    void saysNothingOfAFileThatIsGoneForAMoment() throws IOException {
        Files.delete(file);
        assertThat(lookFor(Duration.ofSeconds(1))).isNull();
        Files.writeString(file, "A=1\n");

        assertThat(lookFor(Duration.ofMinutes(1))).isNull();
    }

    @Test
    void saysNothingOfAFileThatWasTouchedOnly() throws IOException {
        Files.writeString(file, "A=1\n");

        assertThat(lookFor(Duration.ofMinutes(1))).isNull();
    }

    /** Looks every 100 ms for so long, as the watch does; what it tells first. */
    private @Nullable EnvText lookFor(Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            EnvText found = look.look(now);
            if (found != null) {
                return found;
            }
            now += Duration.ofMillis(100).toNanos();
        }
        return null;
    }
}
