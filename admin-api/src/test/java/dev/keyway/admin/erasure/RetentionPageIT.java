package dev.keyway.admin.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.Shell;
import dev.keyway.admin.World;
import dev.keyway.admin.caller.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/retention.md does what it says, from its top to its end. */
class RetentionPageIT {

    private static final Path PAGE = Path.of("..", "docs", "retention.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void everyCallOnThePageWorksAsItStandsThere() throws Exception {
        try (AdminServer server = AdminServer.start()) {
            Api owner = server.owner();
            World world = World.in(server);
            Api leaver = server.caller(world.grant(Role.MEMBER));
            String told = Shell.run(
                    folder,
                    BLOCK.matcher(Files.readString(PAGE))
                            .results()
                            .map((MatchResult block) -> block.group(1))
                            .collect(Collectors.joining("\n")),
                    Map.of(
                            "KEYWAY",
                            server.address().toString(),
                            "AUTH",
                            "Authorization: " + owner.authorization(),
                            "LEAVER",
                            leaver.callerId().toString(),
                            "TENANT",
                            world.tenant().toString()));
            assertThat(told).contains("\"repeated\": 2");
        }
    }
}
