package dev.keyway.admin.providerkey;

/** A key as it is stored. */
public final class Sealed {

    private final String masterKeyId;
    private final byte[] ciphertext;

    public Sealed(String masterKeyId, byte[] ciphertext) {
        this.masterKeyId = masterKeyId;
        this.ciphertext = ciphertext.clone();
    }

    /** Which master key it was sealed with. */
    public String masterKeyId() {
        return masterKeyId;
    }

    public byte[] ciphertext() {
        return ciphertext.clone();
    }
}
