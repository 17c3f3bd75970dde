package dev.keyway.admin.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.Problem;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/openapi.json says what the controllers do; with {@code -Dkeyway.openapi.write=true} it is written anew. */
class OpenApiIT {

    private static final Path FILE = Path.of("..", "docs", "openapi.json");

    private static AdminServer server;
    private static AdminServer describing;

    @BeforeAll
    static void start() {
        server = AdminServer.shared();
        describing = SpringDocs.describing(server, Map.of("keyway.swagger.ui", "on"));
    }

    @AfterAll
    static void stop() {
        describing.close();
    }

    @Test
    void theFileSaysWhatTheControllersDo() throws Exception {
        String text = new ApiDescription(
                        SpringDocs.read(describing),
                        Routes.of(server.context()),
                        Permitted.read(),
                        ClosedSets.of(server.context()))
                .text();
        if (Boolean.getBoolean("keyway.openapi.write")) {
            Files.writeString(FILE, text);
        }
        assertThat(Files.readString(FILE))
                .as("docs/openapi.json; docs/admin-architecture.md has the command that writes it anew")
                .isEqualTo(text);
    }

    @Test
    void theServiceServesTheFileToWhoeverAsks() throws Exception {
        Answer answer = server.anonymous().get("/api/v1/openapi.json").expect(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.raw()).isEqualTo(Files.readString(FILE));
    }

    @Test
    void itsOwnAnswerIsDescribedAsTheObjectThatItIs() throws Exception {
        JsonNode schema = new JsonMapper()
                .readTree(Files.readString(FILE))
                .at("/paths/~1api~1v1~1openapi.json/get/responses/200/content/application~1json/schema");
        assertThat(schema.get("type").asString()).isEqualTo("object");
    }

    @Test
    void swaggerUiIsThereOnlyWhereItIsAskedFor() {
        server.owner().get("/swagger-ui/index.html").expect(404);
        describing.anonymous().get("/swagger-ui/index.html").expect(401);
        assertThat(server.owner()
                        .at(describing)
                        .get("/swagger-ui/index.html")
                        .expect(200)
                        .raw())
                .contains("swagger-initializer.js");
        assertThat(server.owner()
                        .at(describing)
                        .get("/swagger-ui/swagger-initializer.js")
                        .expect(200)
                        .raw())
                .contains("/api/v1/openapi.json");
        assertThat(server.owner()
                        .at(describing)
                        .get("/swagger-ui/swagger-ui-bundle.js")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyOperationHasItsOwnNameItsAnswersAndAnExampleOfEachBody() throws Exception {
        JsonNode api = new JsonMapper().readTree(Files.readString(FILE));
        assertThat(api.get("openapi").asString()).startsWith("3.1");
        Set<String> names = new HashSet<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode told = operation.getValue();
                    assertThat(names.add(told.get("operationId").asString()))
                            .as(told.toString())
                            .isTrue();
                    assertThat(told.get("description").asString())
                            .as(told.get("operationId").asString() + ": the Javadoc of its method is its description")
                            .matches("(?s)[A-Z].*[.]");
                    assertThat(told.get("summary").asString())
                            .matches("[A-Z].+[^.]")
                            .doesNotStartWith("Run ");
                    assertThat(told.get("responses").properties())
                            .anyMatch(answer -> answer.getKey().matches("2..|302"))
                            .anyMatch(answer -> answer.getKey().equals("503"));
                    told.path("requestBody")
                            .path("content")
                            .forEach(body -> assertThat(body.has("example")).isTrue());
                }));
        assertThat(names).hasSizeGreaterThan(100);
    }

    /** Who adds text to an answer says whether it is one of some words: then these are in the description. */
    @Test
    void whatIsOneOfSomeWordsIsDescribedSo() throws Exception {
        JsonNode schemas = new JsonMapper().readTree(Files.readString(FILE)).at("/components/schemas");
        Set<Class<?>> answered = Shapes.answered(Routes.of(server.context()));
        answered.addAll(Set.of(Problem.class, FieldError.class));
        Set<String> text = new TreeSet<>();
        int words = 0;
        for (Class<?> type : answered) {
            for (RecordComponent component : type.getRecordComponents()) {
                JsonNode property =
                        schemas.path(type.getSimpleName()).path("properties").path(component.getName());
                if (component.getType().isEnum()) {
                    assertThat(isOneOfSome(property, schemas))
                            .as("%s.%s: %s", type.getSimpleName(), component.getName(), property)
                            .isTrue();
                    words++;
                } else if (component.getGenericType().getTypeName().matches(".*java.lang.String>?")
                        && !isOneOfSome(property, schemas)) {
                    text.add(ClosedSets.text(type, component.getName()));
                }
            }
        }
        assertThat(text).isEqualTo(new TreeSet<>(ClosedSets.TEXT));
        assertThat(words).isGreaterThan(30);
        for (String member : ClosedSets.of(server.context()).members()) {
            String[] name = member.split("[.]", -1);
            assertThat(schemas.path(name[0]).path("properties").path(name[1]).has("enum"))
                    .as(member)
                    .isTrue();
        }
    }

    private static boolean isOneOfSome(JsonNode property, JsonNode schemas) {
        JsonNode known = property.has("$ref")
                ? schemas.path(property.get("$ref").asString().replaceAll(".*/", ""))
                : property;
        return known.has("enum")
                || known.path("items").has("enum")
                || known.path("anyOf").valueStream().anyMatch(choice -> isOneOfSome(choice, schemas));
    }

    @Test
    void everyAnswerHasItsContentTypes() throws Exception {
        JsonNode api = new JsonMapper().readTree(Files.readString(FILE));
        int others = 0;
        for (Routes.Route route : Routes.of(server.context())) {
            JsonNode responses = api.get("paths")
                    .get(route.path())
                    .get(route.method().toLowerCase(Locale.ROOT))
                    .get("responses");
            if (!responses.has("200")) {
                continue;
            }
            List<String> types =
                    List.copyOf(responses.get("200").path("content").propertyNames());
            assertThat(types)
                    .as(route.path())
                    .isEqualTo(route.produces().isEmpty() ? List.of("application/json") : route.produces());
            others += route.produces().isEmpty() ? 0 : 1;
        }
        assertThat(others).isGreaterThan(5);
    }

    @Test
    void everyReferenceLeadsSomewhere() throws Exception {
        JsonNode api = new JsonMapper().readTree(Files.readString(FILE));
        assertThat(api.findValues("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                api.at(reference.asString().substring(1)).isMissingNode())
                        .as(reference.asString())
                        .isFalse());
    }
}
