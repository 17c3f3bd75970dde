package dev.keyway.admin.signin;

import dev.keyway.admin.user.Passwords;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A change of one's own password.
 *
 * @param oldPassword the current one
 * @param newPassword the new one
 */
record PasswordChange(
        @NotBlank @Size(max = Passwords.MAX_LENGTH) String oldPassword,

        @NotNull @Size(min = Passwords.MIN_LENGTH, max = Passwords.MAX_LENGTH)
        String newPassword) {

    @Override
    public String toString() {
        return "PasswordChange[****]";
    }
}
