package dev.keyway.admin.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Lists of requests are refused while they are read, before bean validation looks at each of their elements. */
class BoundedListsTests {

    private final JsonMapper json = mapper();

    record Body(@Size(max = 2) @Nullable List<String> names) {}

    static Stream<RecordComponent> listsOfRequests() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.keyway.admin").stream()
                        .filter(JavaClass::isRecord)
                        .map(JavaClass::reflect)
                        .flatMap(record -> Arrays.stream(record.getRecordComponents()))
                        .filter(component -> List.class.isAssignableFrom(component.getType()))
                        .filter(component -> component.isAnnotationPresent(Size.class)
                                || sizeOf(component) != null
                                || checksElements(component));
    }

    @ParameterizedTest
    @MethodSource("listsOfRequests")
    void thatAreTooLongAreRefusedUnchecked(RecordComponent list) {
        Size size = Objects.requireNonNull(sizeOf(list), () -> list + " has no @Size");

        assertThatThrownBy(() -> json.readValue(
                        "{\"" + list.getName() + "\":[" + String.join(",", Collections.nCopies(size.max() + 1, "null"))
                                + "]}",
                        list.getDeclaringRecord()))
                .hasRootCauseMessage("must have at most " + size.max() + " elements");
    }

    @Test
    void withNullAreRefused() {
        assertThatThrownBy(() -> json.readValue("{\"names\":[\"a\",null]}", Body.class))
                .hasRootCauseMessage("must not be null")
                .hasMessageContaining("[1]");
    }

    @Test
    void ofTheRightSizeAreRead() {
        assertThat(json.readValue("{\"names\":[\"a\",\"b\"]}", Body.class).names())
                .containsExactly("a", "b");
        assertThat(json.readValue("{\"names\":null}", Body.class).names()).isNull();
    }

    private static @Nullable Size sizeOf(RecordComponent component) {
        try {
            return component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(Size.class);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean checksElements(RecordComponent component) {
        return component.getAnnotatedType() instanceof AnnotatedParameterizedType type
                && Arrays.stream(type.getAnnotatedActualTypeArguments()[0].getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getPackageName().startsWith("jakarta.validation"));
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new StrictJson().strictJsonValues().customize(builder);
        return builder.build();
    }
}
