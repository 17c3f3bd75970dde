package dev.keyway.admin.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Of two who change the same version of something at the same moment, one is told to read it again. */
class TwoAdministratorsIT {

    private final AdminServer server = AdminServer.shared();
    private final World world = World.in(server);
    private final Api first = server.owner();
    private final Api second = server.owner();

    @Test
    void oneOfTwoChangesIsMadeWhateverIsChanged() throws Exception {
        String token = first.post(world.teamPath() + "/tokens", "{\"name\": \"both\"}")
                .expect(201)
                .header("Location");
        for (String path : List.of(world.path(), world.teamPath(), token)) {
            for (int round = 0; round < 10; round++) {
                oneIsMade(path, "{\"description\": \"%d\"}", round);
            }
        }
        // Each level its own limit, because none may be above that of the level over it.
        for (int round = 0; round < 10; round++) {
            oneIsMade(world.path() + "/limits", "{\"requestsPerMinute\": 1%d}", round);
            oneIsMade(world.teamPath() + "/limits", "{\"tokensPerMinute\": 1%d}", round);
            oneIsMade(token + "/limits", "{\"concurrentRequests\": 1%d}", round);
        }
    }

    private void oneIsMade(String path, String patch, int round) throws Exception {
        String etag = first.get(path).expect(200).etag();
        CyclicBarrier together = new CyclicBarrier(2);
        List<Callable<Answer>> changes = new ArrayList<>();
        for (Api administrator : List.of(first, second)) {
            String body = patch.formatted(round * 2 + changes.size());
            changes.add(() -> {
                together.await();
                return administrator.patch(path, etag, body);
            });
        }
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (Future<Answer> answer : both.invokeAll(changes)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).as(path).extracting(Answer::status).containsExactlyInAnyOrder(200, 412);
        Answer refused = answers.stream()
                .filter(answer -> answer.status() == 412)
                .findFirst()
                .orElseThrow();
        assertThat(refused.text("code")).isEqualTo("version_changed");
        Answer made = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        assertThat(first.get(path).etag()).isEqualTo(made.etag());
    }
}
