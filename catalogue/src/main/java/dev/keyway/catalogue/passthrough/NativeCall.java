package dev.keyway.catalogue.passthrough;

import dev.keyway.catalogue.provider.Operation;

/** What a path below a provider's name asks for. */
public sealed interface NativeCall {

    /** An operation that the gateway also has below {@code /v1}; the body names the model. */
    record Shared(Operation operation) implements NativeCall {}

    /**
     * An operation of the provider's own API.
     *
     * @param model the model that the path names, fit for a path; empty where the body names it
     */
    record Own(NativeOperation operation, String model) implements NativeCall {}

    /** All models. */
    record Models(ListingShape shape) implements NativeCall {}

    /** One model, by a name that can be anything. */
    record Model(ListingShape shape, String name) implements NativeCall {}

    /** An operation on a model whose name no provider would take in a path. */
    record Misnamed() implements NativeCall {}
}
