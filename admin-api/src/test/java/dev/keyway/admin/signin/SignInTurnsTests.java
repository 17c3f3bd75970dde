package dev.keyway.admin.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.testkit.time.Awaiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a sign-in, and how many of whom. */
class SignInTurnsTests {

    private final SignInTurns turns = new SignInTurns(3);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<CompletableFuture<String>> signIns = new ArrayList<>();
    private final ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        end.countDown();
        browsers.close();
    }

    @Test
    void tenAddressesDoNotFillTheQueue() {
        for (int address = 0; address < 10; address++) {
            for (int i = 0; i < 120; i++) {
                CompletableFuture<String> unused = come("192.0.2." + address);
            }
        }
        Awaiting.until("all of them", () -> turns.present() + done() >= 1200);
        CompletableFuture<String> other = come("198.51.100.1");
        end.countDown();
        assertThat(other.join()).isEqualTo("in");
        assertThat(answers()).containsOnly("in", ErrorCode.TOO_MANY_ATTEMPTS.name());
    }

    @Test
    void addressesOfOneNetworkAreOne() {
        for (int i = 0; i < 300; i++) {
            CompletableFuture<String> unused = come("2001:db8:0:7::%x".formatted(i));
        }
        Awaiting.until("those who are refused", () -> done() >= 200);
        assertThat(turns.present()).isLessThanOrEqualTo(100);
        end.countDown();
        assertThat(answers()).containsOnly("in", ErrorCode.TOO_MANY_ATTEMPTS.name());
    }

    private CompletableFuture<String> come(String address) {
        CompletableFuture<String> signIn = CompletableFuture.supplyAsync(() -> signIn(address), browsers);
        signIns.add(signIn);
        return signIn;
    }

    private String signIn(String address) {
        try {
            return turns.take(address, () -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "in";
            });
        } catch (ProblemException refused) {
            return refused.code().name();
        }
    }

    private long done() {
        return signIns.stream().filter(CompletableFuture::isDone).count();
    }

    private Set<String> answers() {
        return signIns.stream().map(CompletableFuture::join).collect(Collectors.toSet());
    }
}
