package dev.keyway.admin.config;

import dev.keyway.admin.problem.Warning;
import java.util.List;

/**
 * What a file comes to; nothing, if all is as it says.
 *
 * @param applied whether it was done; a dry run does nothing
 * @param warnings what the file says that is probably not meant
 */
record ConfigurationPlan(
        boolean applied,
        List<PlannedChange> create,
        List<PlannedChange> change,
        List<PlannedChange> delete,
        List<Warning> warnings) {

    boolean isEmpty() {
        return create.isEmpty() && change.isEmpty() && delete.isEmpty();
    }
}
