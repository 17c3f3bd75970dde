package dev.keyway.admin.user;

import dev.keyway.admin.naming.PlainLogin;
import dev.keyway.admin.naming.PlainName;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A user to be.
 *
 * @param password of 12 characters at least; none for who signs in otherwise
 */
record NewUser(
        @NotBlank @Size(max = 200) @PlainLogin String login,
        @NotBlank @Size(max = 200) @PlainName String name,

        @Nullable @Size(min = Passwords.MIN_LENGTH, max = Passwords.MAX_LENGTH)
        String password) {

    @Override
    public String toString() {
        return "NewUser[login=" + login + "]";
    }
}
