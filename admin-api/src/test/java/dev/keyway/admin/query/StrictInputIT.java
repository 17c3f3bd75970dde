package dev.keyway.admin.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is taken as it is described, or refused: nothing is ignored, rounded or guessed. */
class StrictInputIT {

    private static AdminServer server;
    private static Api owner;
    private static World world;

    @BeforeAll
    static void start() {
        server = AdminServer.shared();
        owner = server.owner();
        world = World.in(server);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/aliases?serach=x | serach | cursor, limit, search",
                "/api/v1/providers?Search=x | Search | cursor, limit, search",
                "/api/v1/audit?actor=x | actor | action, actorId, cursor, from",
                "/api/v1/me?x | x | takes none",
            })
    void anUnknownParameterIsRefusedWithTheKnownOnes(String path, String name, String known) {
        Answer refused = owner.get(path).expect(400);

        assertThat(refused.fields()).containsExactly(name);
        assertThat(refused.text("detail")).contains(known);
    }

    @Test
    void aMisspeltDryRunChangesNothing() {
        owner.put("/api/v1/config?dryrun=true", "{\"format\": 1, \"tenants\": [{\"name\": \"Never made\"}]}")
                .expect(400);

        assertThat(owner.get("/api/v1/tenants?search=Never+made")
                        .expect(200)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/tenants?=1",
                "/api/v1/oidc/sign-in?=1",
                "/api/v1/audit?%16r=1",
                "/api/v1/session?=1",
                "/gateway/v1/changes?since=0&=1",
            })
    void aMalformedQueryIsTheCallersFault(String path) {
        assertThat(server.anonymous().get(path).expect(400).text("code")).isEqualTo("invalid_request");
        assertThat(owner.get(path).expect(400).text("code")).isEqualTo("invalid_request");
    }

    @Test
    void partsWithoutABoundaryAreNotTaken() {
        for (Api caller : new Api[] {owner, server.anonymous()}) {
            Answer answer =
                    caller.with("Content-Type", "multipart/form-data").post("/api/v1/session", "--x\r\n\r\n--x--");
            assertThat(answer.expect(415).text("code")).isEqualTo("unsupported_media_type");
        }
        owner.with("Content-Type", "multipart/form-data")
                .post("/api/v1/tenants", "--x--")
                .expect(415);
        assertThat(owner.with("Content-Type", "application/x-www-form-urlencoded")
                        .post("/api/v1/tenants", "=1&%zz")
                        .status())
                .isIn(400, 415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT"})
    void theNameOfAnActionIsNotAnId(String method) {
        Answer refused = owner.call(method, "/api/v1/providers/" + owner.callerId() + "/keys/import", null)
                .expect(405);
        assertThat(refused.header("Allow")).isEqualTo("POST");
    }

    @Test
    void parametersOfAnOpenIdConnectProviderAreIgnored() {
        // Off here: any answer but a refused parameter.
        Answer answer = server.anonymous().get("/api/v1/oidc/callback?code=c&state=s&iss=https%3A%2F%2Fid.example.com");
        assertThat(answer.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"requestsPerMinute\": 1.5}",
                "{\"requestsPerMinute\": 1.0}",
                "{\"requestsPerMinute\": \"60\"}",
                "{\"requestsPerMinute\": true}",
                "{\"requestsPerMinute\": \"\"}",
                "{\"allowedModels\": [7]}",
                "{\"requestsPerMinute\": 1, \"requestsPerMinute\": 2}",
            })
    void aLimitIsAWholeNumberAndGivenOnce(String patch) {
        Answer refused =
                owner.patch(world.teamPath() + "/limits", "\"0\"", patch).expect(400);
        assertThat(refused.raw()).containsAnyOf("requestsPerMinute", "allowedModels", "line 1");
        assertThat(owner.get(world.teamPath() + "/limits").expect(200).etag()).isEqualTo("\"0\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": 7} | name",
                "{\"name\": \"n\", \"expiresAt\": 4102444800} | expiresAt",
                "{\"name\": \"n\", \"expiresAt\": \"\"} | expiresAt",
                "{\"name\": \"n\", \"description\": true} | description",
            })
    void textAndMomentsAreText(String body, String field) {
        assertThat(owner.post(world.teamPath() + "/tokens", body).expect(400).fields())
                .containsExactly(field);
    }

    @Test
    void namesAreTrimmed() {
        String name = "Newsroom " + owner.callerId();
        Answer made = owner.post("/api/v1/tenants", "{\"name\": \"  " + name + "\\t\"}")
                .expect(201);
        assertThat(made.text("name")).isEqualTo(name);
        assertThat(owner.post("/api/v1/tenants", "{\"name\": \" " + name + " \"}")
                        .expect(409)
                        .text("code"))
                .isEqualTo("name_taken");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"ten\" | amount must be dollars in digits as a text, such as \"12.50\".",
                "10 | amount must be dollars in digits as a text, such as \"12.50\".",
                "\"-1\" | amount must be dollars in digits as a text, such as \"12.50\".",
                "\"0.0000000001\" | amount must be dollars in digits as a text, such as \"12.50\".",
                "\"9999999999\" | amount must be from 0 to 9000000000 dollars, with 9 digits after the point at most."
            })
    void anAmountIsDollarsAsText(String amount, String detail) {
        assertThat(owner.post(world.path() + "/budgets", "{\"period\": \"DAY\", \"amount\": " + amount + "}")
                        .expect(400)
                        .text("detail"))
                .isEqualTo(detail);
    }

    @Test
    void anImportNamesTheColumnOfAWrongPrice() {
        Answer report = owner.with("Content-Type", "text/csv")
                .post("/api/v1/prices/import", "provider,model,input,output\nx,m,-1,2\n")
                .expect(200);
        assertThat(report.json().at("/lines/0/line").asInt()).isEqualTo(2);
        assertThat(report.text("lines/0/message")).startsWith("input must be from 0");
    }

    @Test
    void anEnumIsAName() {
        Answer refused = owner.post("/api/v1/users/" + owner.callerId() + "/grants", "{\"role\": 2}")
                .expect(400);
        assertThat(refused.fields()).containsExactly("role");
        assertThat(refused.text("detail")).contains("AUDITOR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/audit?from=1700000000000",
                "/api/v1/audit?from=",
                "/api/v1/tokens?status=SLEEPY",
                "/api/v1/audit?limit=",
            })
    void valuesInQueriesAreAsTheyAreDescribed(String path) {
        assertThat(owner.get(path).expect(400).fields()).hasSize(1);
    }

    @Test
    void overlongUtf8IsRefused() throws Exception {
        byte[] body = "{\"name\": \"a__b\"}".getBytes(StandardCharsets.UTF_8);
        int at = new String(body, StandardCharsets.UTF_8).indexOf("__");
        body[at] = (byte) 0xC0;
        body[at + 1] = (byte) 0xAF;
        for (String type : new String[] {"application/json", "application/json;charset=utf-8"}) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/session"))
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("invalid_json", "UTF-8");
        }
    }
}
