package dev.keyway.admin.version;

import org.jspecify.annotations.Nullable;

/**
 * What runs here.
 *
 * @param release of the admin service; null if it runs from a build that was not packaged
 * @param schemaVersion the newest migration of the database
 * @param apiVersion of this API, as in its paths
 * @param contractVersion of what gateways and the admin service exchange
 */
record VersionView(@Nullable String release, String schemaVersion, String apiVersion, int contractVersion) {}
