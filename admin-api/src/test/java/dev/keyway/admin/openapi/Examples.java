package dev.keyway.admin.openapi;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An example of each schema: of what is named here, and of the rest what its type says. */
final class Examples {

    private static final JsonMapper JSON = new JsonMapper();
    static final String ID = "0199b2c4-5a3e-7c11-8d4f-2b6e9a1c0d57";
    private static final int DEPTH = 8;

    /** By {@code Schema.member}, or by {@code member} wherever it is. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("name", "\"Research\""),
            Map.entry("login", "\"ada@example.com\""),
            Map.entry("slug", "\"example\""),
            Map.entry("description", "\"Summaries for the newsroom\""),
            Map.entry("zone", "\"Europe/Berlin\""),
            Map.entry("last4", "\"x7Qd\""),
            Map.entry("version", "1"),
            Map.entry("labels", "{\"cost-centre\": \"4711\"}"),
            Map.entry("label", "\"cost-centre:4711\""),
            Map.entry("ownerId", "null"),
            Map.entry("softThresholds", "[50, 80, 95]"),
            Map.entry("BulkChange.filter", "null"),
            Map.entry("BulkChange.grace", "null"),
            Map.entry("VersionView.release", "\"1.0.0\""),
            Map.entry("schemaVersion", "\"070\""),
            Map.entry("apiVersion", "\"v1\""),
            Map.entry("NewRole.role", "\"TENANT_AUDITOR\""),
            Map.entry("NewRole.teamId", "null"),
            Map.entry("NewTeam.teamId", "\"Research\""),
            Map.entry("secret", "\"kwy_3TqYx5cVt8mJ0bK2rW9nZ4pL6sD1fG7hA\""),
            Map.entry("IssuedAccessToken.secret", "\"kwa_3TqYx5cVt8mJ0bK2rW9nZ4pL6sD1fG7hA\""),
            Map.entry("NewKey.secret", "\"sk-proj-4f1b9c27d6e8a035\""),
            Map.entry("KeySecret.secret", "\"sk-proj-4f1b9c27d6e8a035\""),
            Map.entry("NewKey.name", "\"research 1\""),
            Map.entry("KeyView.name", "\"research 1\""),
            Map.entry("reference", "null"),
            Map.entry("providerId", "\"" + ID + "\""),
            Map.entry("accountId", "null"),
            Map.entry("serviceAccountId", "null"),
            Map.entry("password", "\"a long sentence is easier to keep\""),
            Map.entry("baseUrl", "\"https://api.example.com/v1\""),
            Map.entry("origin", "\"https://api.example.com\""),
            Map.entry("declaration", "\"openai\""),
            Map.entry("NewProvider.declaration", "null"),
            Map.entry("model", "\"gpt-5\""),
            Map.entry("ModelSettings.name", "\"gpt-5\""),
            Map.entry("ModelView.name", "\"gpt-5\""),
            Map.entry("ModelPatch.name", "\"gpt-5\""),
            Map.entry("AliasSettings.name", "\"fast\""),
            Map.entry("AliasView.name", "\"fast\""),
            Map.entry("CallableName.name", "\"gpt-5\""),
            Map.entry("AliasPatch.name", "\"fast\""),
            Map.entry("ProviderSettings.name", "\"Example\""),
            Map.entry("ProviderView.name", "\"Example\""),
            Map.entry("NewProvider.name", "\"Example\""),
            Map.entry("UserView.name", "\"Ada Lovelace\""),
            Map.entry("NewUser.name", "\"Ada Lovelace\""),
            Map.entry("UserPatch.name", "\"Ada Lovelace\""),
            Map.entry("GrantView.name", "\"Ada Lovelace\""),
            Map.entry("forwardHeaders", "[\"openai-beta\"]"),
            Map.entry("tagNames", "[\"feature\", \"stage\"]"),
            Map.entry("allowedModels", "[\"openai/*\", \"fast\"]"),
            Map.entry("allowedAddresses", "[\"10.0.0.0/8\"]"),
            Map.entry("requestsPerMinute", "600"),
            Map.entry("tokensPerMinute", "200000"),
            Map.entry("concurrentRequests", "32"),
            Map.entry("amount", "\"250.00\""),
            Map.entry("perMillion", "\"1.25\""),
            Map.entry("promptFloor", "0"),
            Map.entry("hoursFrom", "null"),
            Map.entry("hoursTo", "null"),
            Map.entry("tier", "0"),
            Map.entry("NewPriceList.tier", "\"standard\""),
            Map.entry("PriceView.tier", "\"standard\""),
            Map.entry("PriceListView.tier", "\"standard\""),
            Map.entry("source", "\"https://example.com/pricing\""),
            Map.entry("GrantView.source", "\"ASSIGNED\""),
            Map.entry("grace", "\"PT24H\""),
            Map.entry("expiresAt", "\"2027-06-30T00:00:00Z\""),
            Map.entry("until", "\"2027-01-01T00:00:00Z\""),
            Map.entry("validFrom", "\"2027-01-01T00:00:00Z\""),
            Map.entry("firstByteTimeout", "\"PT2M\""),
            Map.entry("firstStreamTimeout", "\"PT30S\""),
            Map.entry("contextWindow", "400000"),
            Map.entry("maxOutput", "128000"),
            Map.entry("weight", "1"),
            Map.entry("maxInFlight", "16"),
            Map.entry("disabled", "false"),
            Map.entry("blocked", "false"),
            Map.entry("disabledAt", "null"),
            Map.entry("blockedAt", "null"),
            Map.entry("revokedAt", "null"),
            Map.entry("NewGrant.role", "\"AUDITOR\""),
            Map.entry("NewGrant.tenantId", "null"),
            Map.entry("NewGrant.teamId", "null"),
            Map.entry("NewRepricing.from", "\"2026-03-01\""),
            Map.entry("NewRepricing.to", "\"2026-04-01\""),
            Map.entry("NewRepricing.reason", "\"New price\""),
            Map.entry("NewRepricing.tenantId", "null"),
            Map.entry("NewRepricing.teamId", "null"),
            Map.entry("NewMember.role", "\"TENANT_AUDITOR\""),
            Map.entry("NewMember.userId", "null"),
            Map.entry("ServiceAccountSettings.role", "\"MEMBER\""),
            Map.entry("ServiceAccountSettings.name", "\"nightly reports\""),
            Map.entry("next", "\"AZmyxFo-fBGNTytumhwNVw\""),
            Map.entry("type", "\"about:blank\""),
            Map.entry("requestId", "\"6f1c2f0e-52f5-4d7b-9a6e-0f3f9f0f6a11\""),
            Map.entry("address", "\"192.0.2.17\""),
            Map.entry("actorName", "\"Ada Lovelace\""),
            Map.entry("kind", "\"team\""),
            Map.entry("action", "\"updated\""),
            Map.entry("message", "null"),
            Map.entry("before", "null"),
            Map.entry("after", "{\"name\": \"Research\"}"),
            Map.entry("mac", "\"3a955b75521525e324a7ab144dca88b0c9a24dc71aa605ee8a8e0f9e67f527f0\""),
            Map.entry("keyId", "\"a1\""),
            Map.entry("IssuedChannel.secret", "\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\""),
            Map.entry("ChannelView.name", "\"on call\""),
            Map.entry("NewChannel.name", "\"on call\""),
            Map.entry("ChannelSettings.name", "\"on call\""),
            Map.entry("target", "\"https://hooks.example.com/keyway\""),
            Map.entry("ChannelView.target", "\"https://hooks.example.com/…\""),
            Map.entry("claim", "\"groups\""),
            Map.entry("value", "\"keyway-auditors\""),
            Map.entry("NewOidcRule.tenantId", "null"),
            Map.entry("NewOidcRule.teamId", "null"),
            Map.entry("NewOidcRule.role", "\"AUDITOR\""),
            Map.entry("CommandView.kind", "\"TEST_KEY\""),
            Map.entry("CommandView.gateway", "\"berlin 1\""),
            Map.entry("CommandView.answer", "\"the provider took the key\""),
            Map.entry("IssuedGateway.secret", "\"kwg_3TqYx5cVt8mJ0bK2rW9nZ4pL6sD1fG7hA\""),
            Map.entry("GatewayView.name", "\"berlin 1\""),
            Map.entry("NewGateway.name", "\"berlin 1\""),
            Map.entry("publicKey", "\"hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=\""),
            Map.entry("softwareVersion", "\"1.0.0\""),
            Map.entry("format", "1"),
            Map.entry("provider", "\"example\""),
            Map.entry("NewPriceList.validFrom", "\"2027-01-01T00:00:00Z\""),
            Map.entry("path", "[\"openai\", \"gpt-5\"]"));

    private final ObjectNode schemas;

    Examples(ObjectNode schemas) {
        this.schemas = schemas;
    }

    /** One that the schema allows. */
    JsonNode of(JsonNode schema) {
        return of(schema, "", DEPTH);
    }

    private JsonNode of(JsonNode schema, String name, int depth) {
        if (schema.has("$ref")) {
            return of(schemas.get(name(schema)), name(schema), depth);
        }
        for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.has(choice)) {
                return of(schema.get(choice).get(0), name, depth);
            }
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, name, depth);
            case "array" ->
                depth == 0
                        ? JSON.createArrayNode()
                        : JSON.createArrayNode().add(of(schema.path("items"), name, depth - 1));
            case "integer", "number" ->
                JSON.getNodeFactory()
                        .numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            default -> JSON.getNodeFactory().stringNode(text(schema));
        };
    }

    private JsonNode object(JsonNode schema, String name, int depth) {
        ObjectNode object = JSON.createObjectNode();
        schema.path("properties").properties().forEach(member -> {
            String named = VALUES.getOrDefault(name + "." + member.getKey(), VALUES.get(member.getKey()));
            boolean nested = member.getValue().has("$ref") && !isEnum(member.getValue());
            object.set(
                    member.getKey(),
                    named == null || nested || !fits(member.getValue(), JSON.readTree(named))
                            ? of(member.getValue(), name, depth - 1)
                            : JSON.readTree(named));
        });
        return object;
    }

    private boolean isEnum(JsonNode reference) {
        return schemas.path(name(reference)).has("enum");
    }

    private static String name(JsonNode reference) {
        return reference.get("$ref").asString().replaceAll(".*/", "");
    }

    /** Whether a value that is known by its member's name alone is of the member's type here. */
    private boolean fits(JsonNode schema, JsonNode value) {
        if (value.isNull()) {
            return schema.toString().contains("\"null\"");
        }
        if (schema.has("$ref")) {
            return fits(schemas.path(name(schema)), value);
        }
        if (schema.has("enum")) {
            return schema.get("enum").valueStream().anyMatch(value::equals);
        }
        if (schema.has("anyOf")) {
            return true;
        }
        return switch (type(schema)) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default ->
                value.isString() && (!schema.path("format").asString("").equals("uuid") || isId(value.asString()));
        };
    }

    private static boolean isId(String text) {
        return text.length() == ID.length() && text.indexOf('-') == ID.indexOf('-');
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.asString("object");
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "uuid" -> ID;
            case "date-time" -> "2026-11-23T12:00:00Z";
            case "date" -> "2026-11-23";
            case "time", "partial-time" -> "06:00:00";
            case "duration" -> "PT30S";
            default -> "text";
        };
    }
}
