package dev.keyway.admin.providerkey;

/** A key as it is stored. */
final class Sealed {

    private final String masterKeyId;
    private final byte[] ciphertext;

    Sealed(String masterKeyId, byte[] ciphertext) {
        this.masterKeyId = masterKeyId;
        this.ciphertext = ciphertext.clone();
    }

    /** Which master key it was sealed with. */
    String masterKeyId() {
        return masterKeyId;
    }

    byte[] ciphertext() {
        return ciphertext.clone();
    }
}
