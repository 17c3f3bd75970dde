package dev.keyway.admin.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may lift a block: each level, set by each. */
class BlockTests {

    private static final Instant THEN = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-29T00:00:00Z");

    @Test
    void aBlockIsLiftedAtTheLevelThatSetItOrAbove() {
        for (Role.Level by : Role.Level.values()) {
            Optional<Block> set = Block.next(Optional.empty(), true, Optional.of(by), THEN);
            for (Role.Level lifting : Role.Level.values()) {
                if (lifting.compareTo(by) <= 0) {
                    assertThat(Block.next(set, false, Optional.of(lifting), NOW))
                            .isEmpty();
                } else {
                    assertThatThrownBy(() -> Block.next(set, false, Optional.of(lifting), NOW))
                            .isInstanceOf(ProblemException.class)
                            .hasMessageContaining("administrator of the");
                }
            }
            assertThatThrownBy(() -> Block.next(set, false, Optional.empty(), NOW))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void keepsItsMomentAndItsLevelHoweverOftenAndByWhomeverItIsSet() {
        for (Role.Level by : Role.Level.values()) {
            Optional<Block> set = Block.next(Optional.empty(), true, Optional.of(by), THEN);
            assertThat(set).contains(new Block(THEN, by));
            for (Role.Level later : Role.Level.values()) {
                assertThat(Block.next(set, true, Optional.of(later), NOW)).isEqualTo(set);
            }
        }
    }

    @Test
    void isTakenFromThoseBelowByLiftingAndSettingItAnew() {
        Optional<Role.Level> above = Optional.of(Role.Level.INSTALLATION);
        Optional<Block> below = Block.next(Optional.empty(), true, Optional.of(Role.Level.TEAM), THEN);
        Optional<Block> anew = Block.next(Block.next(below, false, above, NOW), true, above, NOW);
        assertThat(anew).contains(new Block(NOW, Role.Level.INSTALLATION));
    }

    @Test
    void nothingThatIsNotBlockedIsBlockedByAnotherChange() {
        for (Role.Level by : Role.Level.values()) {
            assertThat(Block.next(Optional.empty(), false, Optional.of(by), NOW))
                    .isEmpty();
        }
    }

    @Test
    void aBlockOfAnEarlierReleaseIsLiftedByWhoeverMayChangeIt() {
        assertThat(Block.next(Optional.of(new Block(THEN, null)), false, Optional.of(Role.Level.TEAM), NOW))
                .isEmpty();
    }
}
