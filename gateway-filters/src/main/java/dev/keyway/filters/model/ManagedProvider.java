package dev.keyway.filters.model;

import java.util.List;
import java.util.UUID;

/**
 * Provider as the admin service knows it.
 *
 * @param id its ID there, which stays when it is renamed
 * @param declaration which known provider it speaks like, by the catalogue's id
 * @param forwardHeaders names of callers' headers that go up to it
 */
public record ManagedProvider(UUID id, String declaration, List<String> forwardHeaders) {

    public ManagedProvider {
        forwardHeaders = List.copyOf(forwardHeaders);
    }
}
