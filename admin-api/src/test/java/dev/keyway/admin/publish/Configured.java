package dev.keyway.admin.publish;

import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.util.UUID;

/** A tenant with a team, and a provider with a model and a price, as an owner makes them. */
record Configured(Api owner, String tenant, String team, String provider, String model) {

    static Configured by(Api owner) {
        String tenant = "/api/v1/tenants/" + made(owner, "/api/v1/tenants", named());
        String team = tenant + "/teams/" + made(owner, tenant + "/teams", named());
        String provider = "/api/v1/providers/"
                + made(
                        owner,
                        "/api/v1/providers",
                        "{\"slug\": \"p%s\", \"baseUrl\": \"https://8.8.8.8/v1\"}"
                                .formatted(UUID.randomUUID()
                                        .toString()
                                        .replace("-", "")
                                        .substring(0, 20)));
        String model = provider + "/models/" + made(owner, provider + "/models", named());
        String unused =
                made(owner, model + "/prices", "{\"prices\": [{\"meter\": \"INPUT\", \"perMillion\": \"1.25\"}]}");
        return new Configured(owner, tenant, team, provider, model);
    }

    /** The token's path and its secret. */
    Answer token() {
        return owner.post(team + "/tokens", named()).expect(201);
    }

    /** The path of a key with this secret. */
    String key(String secret) {
        return owner.post(provider + "/keys", "{\"secret\": \"%s\"}".formatted(secret))
                .expect(201)
                .header("Location");
    }

    String alias() {
        return owner.post(
                        "/api/v1/aliases",
                        "{\"name\": \"a-%s\", \"targets\": [{\"providerId\": \"%s\", \"model\": \"m\"}]}"
                                .formatted(UUID.randomUUID(), id(provider)))
                .expect(201)
                .header("Location");
    }

    /** Changes something of a resource that was read just now. */
    Answer change(String path, String patch) {
        return owner.patch(path, owner.get(path).expect(200).etag(), patch).expect(200);
    }

    static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String named() {
        return "{\"name\": \"n-%s\"}".formatted(UUID.randomUUID());
    }

    private static String made(Api owner, String path, String body) {
        return owner.post(path, body).expect(201).text("id");
    }
}
