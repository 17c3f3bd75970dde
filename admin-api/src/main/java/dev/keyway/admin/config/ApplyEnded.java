package dev.keyway.admin.config;

import dev.keyway.admin.problem.ProblemException;

/** Ends an apply plan that cannot go on. */
final class ApplyEnded extends RuntimeException {

    private final transient ProblemException problem;

    ApplyEnded(ProblemException problem) {
        super(problem);
        this.problem = problem;
    }

    ProblemException problem() {
        return problem;
    }
}
