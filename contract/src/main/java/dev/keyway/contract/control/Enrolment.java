package dev.keyway.contract.control;

import org.jspecify.annotations.Nullable;

/**
 * Enrolment of a replica: with the credential of its group it asks for an identity of its own.
 *
 * @param contract the {@link Contract} version that it speaks
 * @param version of its software
 * @param host name of its machine, to recognize it by; null if it knows none
 */
public record Enrolment(
        int contract, String version, @Nullable String host) {

    /** What the credential of a group begins with. That of a gateway begins with {@code kwg_}. */
    public static final String CREDENTIAL_PREFIX = "kwgg_";
}
