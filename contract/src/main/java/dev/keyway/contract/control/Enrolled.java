package dev.keyway.contract.control;

import java.util.UUID;

/**
 * Identity of a replica that has enrolled.
 *
 * @param credential of this gateway, {@code kwg_…}; shown only here
 */
public record Enrolled(UUID gatewayId, String name, String credential) {

    /** Never prints the credential. */
    @Override
    public String toString() {
        return "Enrolled[" + gatewayId + "]";
    }
}
