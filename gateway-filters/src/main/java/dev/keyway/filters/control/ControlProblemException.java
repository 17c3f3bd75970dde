package dev.keyway.filters.control;

import java.io.IOException;

/** The admin service, or what answered in its place, refused a call. */
public final class ControlProblemException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient ControlResponse.Problem problem;

    ControlProblemException(ControlResponse.Problem problem) {
        super(problem.line());
        this.problem = problem;
    }

    /** The admin service's own code; empty if something else answered. */
    public String code() {
        return problem.code();
    }
}
