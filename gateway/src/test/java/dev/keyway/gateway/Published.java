package dev.keyway.gateway;

import dev.keyway.contract.Secret;
import java.net.URI;
import java.util.Base64;
import java.util.UUID;

/** Resources as the admin service publishes them, in JSON: a tenant with a team, its tokens, and a provider. */
final class Published {

    static final String TENANT_ID = id(1);
    static final String TEAM_ID = id(2);
    static final String TOKEN_ID = id(3);
    static final String PROVIDER_ID = id(4);
    static final String KEY_ID = id(5);

    private Published() {}

    /** Always the same for a number. */
    static String id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number).toString();
    }

    static String tenant() {
        return """
                {"id":"%s","name":"Acme","zone":"Europe/Berlin","blocked":false}""".formatted(TENANT_ID);
    }

    static String team() {
        return """
                {"id":"%s","tenantId":"%s","name":"search","blocked":false}""".formatted(TEAM_ID, TENANT_ID);
    }

    static String token(String id, String secret) {
        String digest = Base64.getEncoder().encodeToString(Secret.of(secret).digest());
        return """
                {"id":"%s","tenantId":"%s","teamId":"%s","name":"batch","blocked":false,"secrets":[{"digest":"%s"}]}""".formatted(id, TENANT_ID, TEAM_ID, digest);
    }

    static String provider(URI baseUrl, String strategy) {
        return """
                {"id":"%s","slug":"mine","name":"Mine","declaration":"openai","baseUrl":"%s","strategy":"%s","disabled":false}""".formatted(PROVIDER_ID, baseUrl, strategy);
    }

    static String key(String id, String secret, URI origin) {
        return """
                {"id":"%s","providerId":"%s","name":"first","last4":"f00d","origin":"%s","plain":"%s","weight":1,"tier":0,"disabled":false}""".formatted(id, PROVIDER_ID, origin, secret);
    }

    static String model(String id, String name) {
        return """
                {"id":"%s","providerId":"%s","name":"%s","unpricedAllowed":false,"disabled":false}""".formatted(id, PROVIDER_ID, name);
    }

    static String price(String id, String modelId, String meter, String tier, String validFrom, long nanos) {
        return """
                {"id":"%s","modelId":"%s","meter":"%s","tier":"%s","promptFloor":0,"validFrom":"%s","nanos":%d}""".formatted(id, modelId, meter, tier, validFrom, nanos);
    }
}
