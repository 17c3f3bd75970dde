package dev.keyway.contract.control;

/**
 * A gateway introduces itself, at each start and whenever it has another key pair.
 *
 * @param contract the {@link Contract} version that it speaks
 * @param version of its software
 * @param publicKey X25519, 32 bytes in base64: what provider keys are sealed to
 */
public record Registration(int contract, String version, String publicKey) {}
