package dev.keyway.admin.paging;

import dev.keyway.admin.query.QueryParameters;

/**
 * How a list is asked for that is always answered as a whole: {@code ?total=true}. A controller takes it as a parameter.
 *
 * @param total whether to say how many there are
 */
@QueryParameters("total")
public record ListRequest(boolean total) {}
