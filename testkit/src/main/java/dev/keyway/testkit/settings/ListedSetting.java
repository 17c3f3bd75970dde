package dev.keyway.testkit.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Setting as docs/settings.json lists it.
 *
 * @param program {@code gateway}, {@code admin}, or {@code launcher} for {@code ./keyway}
 * @param name name in the environment; {@code <P>} is a provider in upper case, {@code <n>} a number
 * @param property the same as a property of Spring Boot, if it is one
 * @param type {@code text}, {@code number}, {@code boolean}, {@code duration}, {@code size}, {@code url}, {@code path},
 *     {@code list} or {@code choice}
 * @param value what it may be, for people
 * @param standard default as the documentation shows it; empty without a default
 * @param secret whether it must not be shown
 * @param file name of the variable with the file that contains the value, if there may be one
 * @param reloads whether a change takes effect while the program runs
 * @param description what it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedSetting(
        String program,
        String name,
        @Nullable String property,
        String type,
        String value,
        @JsonProperty("default") String standard,
        boolean secret,
        @Nullable String file,
        boolean reloads,
        String description) {

    /** Row of the tables in the documentation. */
    public String row() {
        return "| `%s` | %s | %s | %s |".formatted(name, value, standard, description);
    }

    /** Names in the environment: its own, and that of its file. */
    public Stream<String> names() {
        return file == null ? Stream.of(name) : Stream.of(name, file);
    }
}
