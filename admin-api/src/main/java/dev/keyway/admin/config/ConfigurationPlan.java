package dev.keyway.admin.config;

import java.util.List;

/**
 * What a file comes to; nothing, if all is as it says.
 *
 * @param applied whether it was done; a dry run does nothing
 */
record ConfigurationPlan(
        boolean applied, List<PlannedChange> create, List<PlannedChange> change, List<PlannedChange> delete) {

    boolean isEmpty() {
        return create.isEmpty() && change.isEmpty() && delete.isEmpty();
    }
}
