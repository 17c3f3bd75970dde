package dev.keyway.admin.openapi;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.paging.PageRequest;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.security.web.csrf.CsrfToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What springdoc reads from the controllers, by itself. */
final class SpringDocs {

    private static final Map<String, String> SETTINGS = Map.of(
            "springdoc.api-docs.enabled", "true",
            "springdoc.api-docs.version", "openapi_3_1",
            "springdoc.use-management-port", "true",
            "management.endpoints.web.exposure.include", "openapi",
            "springdoc.paths-to-match", "/api/v1/**",
            "springdoc.default-flat-param-object", "true",
            "springdoc.override-with-generic-response", "false",
            "springdoc.default-produces-media-type", "application/json");

    private SpringDocs() {}

    /** A replica of the server that describes itself. */
    static AdminServer describing(AdminServer server, Map<String, String> more) {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(PageRequest.class, IfMatch.class, Creation.class, CsrfToken.class)
                .replaceWithSchema(JsonNode.class, new ObjectSchema().additionalProperties(true))
                .replaceWithSchema(
                        BigDecimal.class, new StringSchema().format("decimal").pattern(Money.PATTERN));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(more);
        return server.replica(settings);
    }

    static ObjectNode read(AdminServer describing) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(describing.management().resolve("/actuator/openapi"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return (ObjectNode) new JsonMapper().readTree(answer.body());
    }
}
