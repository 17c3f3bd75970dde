package dev.keyway.filters.settings;

import dev.keyway.env.SettingsProblem;
import java.util.List;
import java.util.stream.Collectors;

/** The gateway cannot start with these settings. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<SettingsProblem> problems;

    public InvalidSettingsException(List<SettingsProblem> problems) {
        super(problems.stream().map(SettingsProblem::line).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, fatal or not, in the order found. */
    public List<SettingsProblem> problems() {
        return problems;
    }
}
