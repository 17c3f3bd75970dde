package dev.keyway.filters.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.keyway.contract.control.Contract;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Messages of a newer admin service: what this release does not know is ignored, and a list that is missing is empty. */
class NewerMessagesTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CONTRACT = Contract.class.getPackageName().replace(".control", "");

    static Stream<Class<?>> records() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(CONTRACT + ".control", CONTRACT + ".config", CONTRACT + ".usage")
                        .stream()
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(Class::isRecord);
    }

    @ParameterizedTest
    @MethodSource("records")
    void membersThatAreUnknownAreIgnored(Class<?> type) throws Exception {
        Object known = ControlJson.read(bytes(sample(type, false)), type);
        assertThat(ControlJson.read(bytes(sample(type, true)), type)).isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("records")
    void listsThatAreMissingAreEmpty(Class<?> type) throws Exception {
        for (RecordComponent component : type.getRecordComponents()) {
            boolean isList = Collection.class.isAssignableFrom(component.getType());
            if (isList || Map.class.isAssignableFrom(component.getType())) {
                ObjectNode without = sample(type, true);
                without.remove(component.getName());
                Object read = component.getAccessor().invoke(ControlJson.read(bytes(without), type));
                if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                    // What is missing means something else than what is empty.
                    assertThat(read).as(component.getName()).isNull();
                } else {
                    assertThat(read).as(component.getName()).isIn(List.of(), Set.of(), Map.of());
                }
            }
        }
    }

    private static byte[] bytes(JsonNode message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** All members of a record with a value each, and one that nobody knows. */
    private static ObjectNode sample(Class<?> type, boolean withUnknown) {
        ObjectNode sample = JSON.createObjectNode();
        for (RecordComponent component : type.getRecordComponents()) {
            sample.set(component.getName(), value(component.getGenericType(), withUnknown));
        }
        if (withUnknown) {
            sample.putObject("ofTheNextRelease").put("depth", 1);
        }
        return sample;
    }

    private static JsonNode value(Type type, boolean withUnknown) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            return generic.getRawType() == Map.class
                    ? JSON.createObjectNode().set("key", value(of[1], withUnknown))
                    : JSON.createArrayNode().add(value(of[0], withUnknown));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return sample(plain, withUnknown);
        }
        if (plain.isEnum()) {
            return JSON.valueToTree(plain.getEnumConstants()[0]);
        }
        return JSON.valueToTree(
                switch (plain.getSimpleName()) {
                    case "String" -> "text";
                    case "UUID" -> new UUID(1, 2);
                    case "Instant" -> Instant.EPOCH.toString();
                    case "LocalTime" -> LocalTime.NOON.toString();
                    case "LocalDate" -> LocalDate.EPOCH.toString();
                    case "boolean", "Boolean" -> true;
                    case "BigDecimal" -> BigDecimal.ONE;
                    case "byte[]" -> "AAAA";
                    default -> 1;
                });
    }
}
