package dev.keyway.helm.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTests {

    private static final Pattern TEMURIN = Pattern.compile("<keyway.image.temurin>(.*)</keyway.image.temurin>");

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "admin-api", "testkit"})
    void isBuiltOnThePinnedBaseAndRunsAsANumberedUser(String module) throws IOException {
        Dockerfile dockerfile = Dockerfile.read(Path.of("..", module, "Dockerfile"));
        Matcher base = TEMURIN.matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(base.find()).isTrue();
        assertThat(dockerfile.lines().getFirst()).isEqualTo("FROM " + base.group(1));
        assertThat(base.group(1)).matches(".*@sha256:[0-9a-f]{64}");
        assertThat(dockerfile.values("USER")).containsExactly("10001:10001");
        assertThat(dockerfile.values("RUN")).isEmpty();
        assertThat(dockerfile.values("ADD")).isEmpty();
        assertThat(dockerfile.entryPoint().getFirst()).isEqualTo("java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway", "admin-api", "testkit"})
    void takesTheJarThatTheBuildMakes(String module) throws IOException {
        Dockerfile dockerfile = Dockerfile.read(Path.of("..", module, "Dockerfile"));
        String jar = "keyway-" + module.replace("-api", "") + ".jar";
        assertThat(dockerfile.values("COPY")).contains("target/" + jar + " /app/" + jar);
        assertThat(dockerfile.entryPoint()).containsSubsequence("-jar", "/app/" + jar);
        assertThat(Files.readString(Path.of("../keyway"))).contains("keyway-${1%-api}.jar");
    }
}
