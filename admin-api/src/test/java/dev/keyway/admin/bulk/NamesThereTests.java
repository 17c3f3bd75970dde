package dev.keyway.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How often an import asks for what its lines name. */
class NamesThereTests {

    private final AtomicInteger read = new AtomicInteger();
    private final List<String> lookups = new ArrayList<>();
    private final NamesThere<String> names = new NamesThere<>(
            name -> {
                lookups.add(name);
                return Optional.of("account of " + name).filter(unused -> name.equalsIgnoreCase("research"));
            },
            () -> {
                read.incrementAndGet();
                return List.of("Research", "Sales");
            },
            name -> name.toLowerCase(Locale.ROOT));

    @Test
    void manyMissingNamesAreLookedUpOnce() {
        for (int i = 0; i < 1000; i++) {
            assertThat(names.find("nowhere" + i)).isEmpty();
            assertThat(names.find("NOWHERE" + i)).isEmpty();
        }
        assertThat(lookups).containsExactly("nowhere0");
        assertThat(read).hasValue(1);
    }

    @Test
    void namesThatAreThereAreFoundAfterOthersWereMissing() {
        assertThat(names.find("nowhere")).isEmpty();
        assertThat(names.find("RESEARCH")).contains("account of RESEARCH");
        assertThat(names.find("research")).contains("account of RESEARCH");
        assertThat(lookups).containsExactly("nowhere", "RESEARCH");
    }

    @Test
    void noNamesAreReadWhileNoneIsMissing() {
        assertThat(names.find("Research")).isPresent();
        assertThat(read).hasValue(0);
    }

    @Test
    void aNearNameIsHinted() {
        assertThat(names.find("Reserach")).isEmpty();
        assertThat(names.hint("Reserach", "")).isEqualTo(" (did you mean 'Research'?)");
        assertThat(names.hint("nowhere", "; create it")).isEqualTo("; create it");
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
        assertThat(names.find("nowhere")).isEmpty();
        names.add("Nowhere", "a new account");
        assertThat(names.find("nowhere")).contains("a new account");
    }
}
