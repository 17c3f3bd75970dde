package dev.keyway.admin.user;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A password to be. */
record NewPassword(
        @NotNull @Size(min = Passwords.MIN_LENGTH, max = Passwords.MAX_LENGTH)
        String password) {

    @Override
    public String toString() {
        return "NewPassword[****]";
    }
}
