package dev.keyway.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often an import with unknown names asks for those that are there. */
class NamesThereTests {

    private final AtomicInteger read = new AtomicInteger();
    private final NamesThere names = new NamesThere(
            () -> {
                read.incrementAndGet();
                return List.of("Research", "Sales");
            },
            name -> name.toLowerCase(Locale.ROOT));

    @Test
    void namesAreReadOnceHoweverManyAreMissing() {
        assertThat(names.lacks("nowhere")).as("before any is missing").isFalse();
        assertThat(names.hint("Reserach", "")).isEqualTo(" (did you mean 'Research'?)");
        for (int i = 0; i < 1000; i++) {
            assertThat(names.lacks("nowhere" + i)).isTrue();
            assertThat(names.hint("nowhere" + i, "; create it")).isEqualTo("; create it");
        }
        assertThat(names.lacks("RESEARCH")).isFalse();
        assertThat(read).hasValue(1);
    }

    @Test
    void onlyTheFirstMissingNamesAreCompared() {
        for (int i = 0; i < 100; i++) {
            assertThat(names.hint("Salse", "")).isNotEmpty();
        }
        assertThat(names.hint("Salse", "")).isEmpty();
    }

    @Test
    void aNameThatWasMadeIsThere() {
        assertThat(names.hint("nowhere", "")).isEmpty();
        names.add("Nowhere");
        assertThat(names.lacks("nowhere")).isFalse();
    }
}
