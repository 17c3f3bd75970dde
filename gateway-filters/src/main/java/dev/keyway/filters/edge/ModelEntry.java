package dev.keyway.filters.edge;

import dev.keyway.filters.models.OfferedModel;

/**
 * Entry of the list of models.
 *
 * @param name under which the caller can ask for it
 * @param id the provider's name for the model, or the alias
 * @param owner the provider's id, or the gateway's name for an alias
 * @param created when it came out, in seconds since 1970; 0 if that is unknown
 */
record ModelEntry(String name, String id, String owner, String displayName, long created) {

    static ModelEntry of(OfferedModel model) {
        return new ModelEntry(model.name(), model.id(), model.provider(), model.displayName(), model.created());
    }

    static ModelEntry ofAlias(String alias) {
        return new ModelEntry(alias, alias, "keyway", alias, 0);
    }

    /** The same model, asked for by the provider's own name for it. */
    ModelEntry byId() {
        return new ModelEntry(id, id, owner, displayName, created);
    }
}
