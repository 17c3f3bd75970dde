package dev.keyway.contract.control;

import java.util.List;

/**
 * How keys stand at a gateway.
 *
 * @param complete whether these are all: those of other keys are forgotten. Otherwise they are the ones that changed
 */
public record KeyStates(boolean complete, List<KeyState> states) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public KeyStates {
        states = states == null ? List.of() : List.copyOf(states);
    }
}
