package dev.keyway.admin.user;

/**
 * The password that an owner begins with.
 *
 * @param hash of it
 * @param isTemporary whether it must be changed before anything else
 */
public record OwnerPassword(String hash, boolean isTemporary) {

    @Override
    public String toString() {
        return "OwnerPassword[****]";
    }
}
