package dev.keyway.launcher.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneAtATimeTests {

    @TempDir
    private Path folder;

    @Test
    void preparesOnceWhereSeveralWantTo() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger prepared = new AtomicInteger();
        List<Thread> launchers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            launchers.add(Thread.ofPlatform().start(() -> {
                try {
                    OneAtATime.run(folder, () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        if (prepared.get() == 0) {
                            prepared.incrementAndGet();
                        }
                        inside.decrementAndGet();
                    });
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread launcher : launchers) {
            launcher.join();
        }

        assertThat(most).hasValue(1);
        assertThat(prepared).hasValue(1);
    }
}
