package dev.keyway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.caller.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages for those who operate Keyway do what they say, from their tops to their ends. */
class OperationsPagesIT {

    private static final Path PAGES = Path.of("..", "docs", "operations");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api owner = server.owner();

    @TempDir
    Path folder;

    @Test
    void aPersonIsOffBoarded() throws Exception {
        Api leaver = server.caller(world.grant(Role.TEAM_ADMIN));
        Api mover = server.caller(world.grant(Role.TEAM_ADMIN));
        String tokens = world.teamPath() + "/tokens";
        String own = owner.post(tokens, "{\"name\": \"own\", \"ownerId\": \"%s\"}".formatted(leaver.callerId()))
                .expect(201)
                .text("id");
        String issued =
                leaver.post(tokens, "{\"name\": \"issued\"}").expect(201).text("token/last4");
        String grant = owner.get(world.teamPath() + "/members")
                .json()
                .get("items")
                .valueStream()
                .filter(item ->
                        item.get("userId").asString().equals(mover.callerId().toString()))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asString();

        String told = run(
                "offboarding.md",
                Map.of(
                        "LOGIN",
                        "u-" + leaver.callerId(),
                        "TENANT",
                        world.tenant().toString(),
                        "GRANT",
                        grant,
                        "NEW_TEAM",
                        world.otherTeam().toString()));

        assertThat(told).contains("left the company");
        owner.get("/api/v1/users/" + leaver.callerId()).expect(404);
        leaver.get("/api/v1/me").expect(401);
        assertThat(owner.get("/api/v1/tokens/" + own).text("status")).isEqualTo("REVOKED");
        assertThat(owner.get(tokens + "?search=issued").text("items/0/last4")).isNotEqualTo(issued);
        assertThat(Files.readString(folder.resolve("rotated.json"))).contains("kwy_");
        assertThat(mover.get(world.teamPath()).status()).isEqualTo(403);
        mover.get(world.path() + "/teams/" + world.otherTeam()).expect(200);
    }

    @Test
    void theKeysOfAnotherGatewayAreBrought() throws Exception {
        Files.writeString(
                folder.resolve("tokens.csv"), "token,name,labels\nsk-%s,chat,app=chat\n".formatted(UUID.randomUUID()));
        run("migrating-tokens.md", Map.of("TEAM", world.teamPath()));
        assertThat(owner.get(world.teamPath() + "/tokens?label=app:chat").text("items/0/name"))
                .isEqualTo("chat");
    }

    private String run(String page, Map<String, String> more) throws IOException, InterruptedException {
        String script = BLOCK.matcher(Files.readString(PAGES.resolve(page)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"));
        String given = more.entrySet().stream()
                .map(entry -> "%s='%s'\n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
        return Shell.run(
                folder,
                "KEYWAY='%s'\nAUTH='Authorization: %s'\nJSON='Content-Type: application/json'\n%s%s"
                        .formatted(server.address(), owner.authorization(), given, script),
                Map.of());
    }
}
