package dev.keyway.admin.openapi;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies that are read as a stream of lines, of which the controllers' signatures say nothing. */
final class Imports {

    private static final String KEYS = "/api/v1/providers/{provider}/keys/import";
    private static final String PRICES = "/api/v1/prices/import";

    private static final String TOKENS = "/api/v1/tenants/{tenant}/teams/{team}/tokens/import";

    private static final String USAGE = "/api/v1/usage/imports";

    private static final String INVOICE = "/api/v1/usage/reconciliations";

    private static final Map<String, String> EXAMPLES = Map.of(
            USAGE + " application/x-ndjson",
            "\"{\\\"contract\\\": 1, \\\"logId\\\": \\\"0199b2c4-5a3e-7c11-8d4f-2b6e9a1c0d57\\\", \\\"after\\\": 0, \\\"through\\\": 7, \\\"lastSequence\\\": 7}\\n\"",
            TOKENS + " text/csv",
            "\"token,name,expires_at,labels\\nsk-Zk3vQ9x1Lw7Tn5Rb2Hc8,summaries,2027-06-30T00:00:00Z,app=chat;cost-centre=4711\\n\"",
            TOKENS + " application/json",
            "[{\"token\": \"sk-Zk3vQ9x1Lw7Tn5Rb2Hc8\", \"name\": \"summaries\", \"labels\": {\"app\": \"chat\"}}]",
            KEYS + " text/plain",
            "\"sk-proj-4f1b9c27d6e8a035\\nsk-proj-9d02e7b1c4f6a853\\n\"",
            KEYS + " text/csv",
            "\"key,name,account,weight,tier,models\\nsk-proj-4f1b9c27d6e8a035,research 1,,1,0,gpt-5\\n\"",
            INVOICE + " text/csv",
            "\"day,model,input,output,cost\\n2026-03-01,gpt-5,120000,8000,0.23\\n\"",
            PRICES + " text/csv",
            "\"provider,model,input,output\\nopenai,gpt-5,1.25,10\\n\"",
            PRICES + " application/json",
            "[{\"provider\": \"openai\", \"model\": \"gpt-5\", \"meter\": \"INPUT\", \"perMillion\": \"1.25\"}]");

    private Imports() {}

    static void describe(ObjectNode content, String type, Routes.Route route) {
        String example = EXAMPLES.get(route.path() + " " + type);
        if (example == null) {
            throw new IllegalStateException("an example is missing of %s for %s".formatted(type, route.path()));
        }
        content.set(
                "schema",
                new JsonMapper()
                        .readTree(
                                type.equals("application/json")
                                        ? "{\"type\": \"array\", \"items\": {\"type\": \"object\"}}"
                                        : "{\"type\": \"string\"}"));
        content.set("example", new JsonMapper().readTree(example));
    }
}
