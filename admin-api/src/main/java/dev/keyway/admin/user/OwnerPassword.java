package dev.keyway.admin.user;

/**
 * The password that an owner begins with.
 *
 * @param isTemporary whether it must be changed before anything else
 */
public record OwnerPassword(String text, boolean isTemporary) {

    @Override
    public String toString() {
        return "OwnerPassword[****]";
    }
}
