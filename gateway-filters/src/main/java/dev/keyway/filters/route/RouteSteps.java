package dev.keyway.filters.route;

import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.serving.RequestServer;
import dev.keyway.filters.snapshot.ServingPermission;

/**
 * Steps of a request on a route, which all routes share.
 *
 * @param lifecycles begin it
 * @param permission whether it may be served by the configuration now
 * @param reader reads its body
 * @param server admits, prepares and serves it
 */
record RouteSteps(
        RequestLifecycles lifecycles, ServingPermission permission, RequestReader reader, RequestServer server) {}
