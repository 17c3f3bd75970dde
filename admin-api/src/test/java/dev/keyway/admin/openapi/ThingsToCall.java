package dev.keyway.admin.openapi;

import dev.keyway.admin.Api;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of each thing that a path can name. */
final class ThingsToCall {

    private final Map<String, String> ids = new LinkedHashMap<>();

    ThingsToCall(Api owner) {
        ids.put("month", "2026-03");
        String tenant = make(owner, "tenant", "/api/v1/tenants", "{\"name\": \"Fuzz\"}");
        String team = make(owner, "team", "/api/v1/tenants/" + tenant + "/teams", "{\"name\": \"Fuzz\"}");
        String teamPath = "/api/v1/tenants/" + tenant + "/teams/" + team;
        String token = make(owner, "token", teamPath + "/tokens", "{\"name\": \"Fuzz\"}");
        make(owner, "serviceAccount", teamPath + "/service-accounts", "{\"name\": \"Fuzz\"}");
        make(owner, "budget", teamPath + "/tokens/" + token + "/budgets", "{\"period\": \"DAY\", \"amount\": \"1\"}");
        String provider = make(
                owner,
                "provider",
                "/api/v1/providers",
                "{\"slug\": \"fuzz\", \"baseUrl\": \"https://api.example.com/v1\"}");
        String providerPath = "/api/v1/providers/" + provider;
        make(owner, "account", providerPath + "/accounts", "{\"name\": \"Fuzz\"}");
        String model = make(owner, "model", providerPath + "/models", "{\"name\": \"m\"}");
        make(owner, "key", providerPath + "/keys", "{\"secret\": \"sk-fuzz-0123456789\"}");
        make(
                owner,
                "price",
                providerPath + "/models/" + model + "/prices",
                "{\"prices\": [{\"meter\": \"INPUT\", \"perMillion\": \"1\"}]}");
        make(
                owner,
                "alias",
                "/api/v1/aliases",
                "{\"name\": \"fuzz\", \"targets\": [{\"providerId\": \"%s\", \"model\": \"m\"}]}".formatted(provider));
        make(owner, "gateway", "/api/v1/gateways", "{\"name\": \"Fuzz\"}");
        make(
                owner,
                "channel",
                "/api/v1/alert-channels",
                "{\"name\": \"Fuzz\", \"kind\": \"WEBHOOK\", \"target\": \"https://hooks.example.com/fuzz\", \"events\": [\"KEY_LOCKED\"]}");
        make(
                owner,
                "rule",
                "/api/v1/oidc/rules",
                "{\"claim\": \"groups\", \"value\": \"fuzz\", \"role\": \"AUDITOR\"}");
        String user = make(owner, "user", "/api/v1/users", "{\"login\": \"fuzz\", \"name\": \"Fuzz\"}");
        make(owner, "grant", "/api/v1/users/" + user + "/grants", "{\"role\": \"AUDITOR\"}");
    }

    /** The path with what is there; a name that nothing is known of: with some id. */
    String path(String template) {
        String path = template;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return path.replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    }

    /** The example, with a provider that is there. */
    JsonNode fill(JsonNode example) {
        return new JsonMapper().readTree(example.toString().replace(Examples.ID, ids.getOrDefault("provider", "")));
    }

    private String make(Api owner, String name, String path, String body) {
        String id = owner.post(path, body).expect(201).text("id");
        ids.put(name, id);
        return id;
    }
}
