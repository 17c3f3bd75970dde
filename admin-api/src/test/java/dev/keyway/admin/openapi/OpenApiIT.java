package dev.keyway.admin.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
        String text =
                new ApiDescription(SpringDocs.read(describing), Routes.of(server.context()), Permitted.read()).text();
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
