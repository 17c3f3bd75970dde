package dev.keyway.admin.idempotency;

import dev.keyway.admin.query.QueryParameters;
import java.util.Optional;

/**
 * How a create was asked for; a controller takes it as a parameter.
 *
 * @param key the Idempotency-Key, if one was sent
 * @param target method and path
 * @param location the path, under which what is created will be found by its id
 */
@QueryParameters({})
public record Creation(Optional<String> key, String target, String location) {}
