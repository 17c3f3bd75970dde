package dev.keyway.admin.signin;

import dev.keyway.admin.user.Passwords;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A change of one's own password.
 *
 * @param oldPassword the one that holds until now
 * @param newPassword the one that holds from now on
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
