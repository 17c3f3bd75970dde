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
     * The block after a change. The level at which it was set remains until it is lifted: a change that leaves it set, from whichever
     * level, changes nothing of it. Who wants it out of the hands of those below lifts it and sets it anew.
     *
     * @throws ProblemException if it is to be lifted from below
     */
    public static Optional<Block> next(
            Optional<Block> before, boolean wanted, Optional<Role.Level> caller, Instant now) {
        if (!wanted) {
            before.ifPresent(block -> block.requireMayLift(caller));
            return Optional.empty();
        }
        return before.isPresent() ? before : Optional.of(new Block(now, caller.orElse(null)));
    }

    private void requireMayLift(Optional<Role.Level> caller) {
        if (level != null && caller.filter(own -> own.compareTo(level) <= 0).isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.BEYOND_OWN_ROLE,
                    "The block was set by an administrator of the %s: only they, or one above, can lift it."
                            .formatted(level.name().toLowerCase(Locale.ROOT)));
        }
    }
}
