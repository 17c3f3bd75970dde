package dev.keyway.filters.route;

import dev.keyway.filters.request.RequestLifecycles;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.serving.RequestServer;

/**
 * Steps of a request on a route, which all routes share.
 *
 * @param lifecycles begin it
 * @param reader reads its body
 * @param server admits, prepares and serves it
 */
record RouteSteps(RequestLifecycles lifecycles, RequestReader reader, RequestServer server) {}
