package dev.keyway.admin.caller;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That something is blocked.
 *
 * @param level over what who blocked it is an administrator; null: not known
 */
public record Block(Instant since, Role.@Nullable Level level) {

    /**
     * The block after somebody sets or lifts it. Setting it again from above takes it out of the hands of those below.
     *
     * @throws ProblemException if it is to be lifted from below
     */
    public static Optional<Block> next(
            Optional<Block> before, boolean wanted, Optional<Role.Level> caller, Instant now) {
        if (!wanted) {
            before.ifPresent(block -> block.requireMayLift(caller));
            return Optional.empty();
        }
        Role.Level level = caller.orElse(null);
        return Optional.of(before.map(block -> new Block(block.since(), higher(block.level(), level)))
                .orElseGet(() -> new Block(now, level)));
    }

    private void requireMayLift(Optional<Role.Level> caller) {
        if (level != null && caller.filter(own -> own.compareTo(level) <= 0).isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.BEYOND_OWN_ROLE,
                    "The block was set by an administrator of the %s: nobody below lifts it."
                            .formatted(level.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static Role.@Nullable Level higher(Role.@Nullable Level one, Role.@Nullable Level other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
