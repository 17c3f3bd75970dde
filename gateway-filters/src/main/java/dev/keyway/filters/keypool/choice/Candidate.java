package dev.keyway.filters.keypool.choice;

import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.quota.RequestCost;

/** Candidate for a call for one model: what the choice of a key looks at. */
public interface Candidate {

    ProviderKey providerKey();

    /** Calls that the key has in flight, for whatever model. */
    int inFlightOfKey();

    /** Calls that the key has in flight for this model. */
    int inFlight();

    /** Share of the calls that it has had; the lowest is first. */
    long standing();

    /** Turn in which the key was last used, for whatever model. */
    long lastUsed();

    /** Place in the order of the strategy {@code sequential}. */
    long rotation();

    /** Whether the limits of its account have room for a request now, as far as they are known. */
    boolean admits(RequestCost cost, long now);

    /** When they will have room, in milliseconds. */
    long admitsAt(RequestCost cost, long now);

    /** Its rank is that of a busy key: it asks for a move once the key falls idle. */
    void rankedAsBusy();
}
