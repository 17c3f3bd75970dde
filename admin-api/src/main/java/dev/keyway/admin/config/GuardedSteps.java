package dev.keyway.admin.config;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.SqlFault;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/** Steps of an apply plan: what one of them is refused for becomes a fault of the file, and the others go on. */
final class GuardedSteps {

    private final EntityManager entities;
    private final Faults faults = new Faults();

    GuardedSteps(EntityManager entities) {
        this.entities = entities;
    }

    Faults faults() {
        return faults;
    }

    /** The result of a step; empty if it was refused, which becomes a fault. */
    <T> Optional<T> attempt(Place at, Supplier<T> step) {
        try {
            return Optional.of(guarded(at, step));
        } catch (ProblemException refused) {
            faults.add(at.path(), refused);
            return Optional.empty();
        }
    }

    /**
     * Runs a step and writes what it did.
     *
     * @throws ProblemException if it is refused
     */
    void written(Place at, Runnable step) {
        boolean unused = guarded(at, () -> {
            step.run();
            entities.flush();
            return true;
        });
    }

    /** Writes what the steps did, and forgets it, so that each flush looks only at what is new. */
    void settle(Place at) {
        Optional<Boolean> unused = attempt(at, () -> {
            entities.flush();
            return true;
        });
        entities.clear();
    }

    /** What the database refuses ends the plan: the transaction takes no more statements. */
    private <T> T guarded(Place at, Supplier<T> step) {
        try {
            return step.get();
        } catch (DataAccessException | PersistenceException failure) {
            ProblemException refused = SqlFault.of(failure)
                    .filter(fault -> !fault.isPassing())
                    .flatMap(SqlFault::problem)
                    .orElseThrow(() -> failure);
            faults.add(at.path(), refused);
            throw new ApplyEnded(faults.problem());
        } catch (ProblemException refused) {
            if (refused.code() == ErrorCode.VERSION_CHANGED) {
                throw new ApplyEnded(refused);
            }
            throw refused;
        }
    }
}
