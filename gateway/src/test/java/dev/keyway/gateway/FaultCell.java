package dev.keyway.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A fault in one of its four settings, on a provider of its own.
 *
 * @param id the provider's id, and the model's name
 * @param fault the fault's name
 * @param stream whether a stream is asked for
 * @param another whether the provider has another key, whose calls are served
 */
record FaultCell(String id, String fault, boolean stream, boolean another) {

    /** All settings of all faults, those of one fault beside each other. */
    static List<FaultCell> of(Collection<String> faults) {
        List<FaultCell> cells = new ArrayList<>();
        for (String fault : faults) {
            for (int i = 0; i < 4; i++) {
                cells.add(new FaultCell("f" + cells.size(), fault, i >= 2, i % 2 == 0));
            }
        }
        return cells;
    }

    /** Whether the fault is one of a connection that has served before. */
    boolean needsAConnection() {
        return fault.startsWith("kept alive");
    }

    @Override
    public String toString() {
        return fault + (stream ? ", stream" : ", plain") + (another ? ", another key" : ", no other key");
    }
}
