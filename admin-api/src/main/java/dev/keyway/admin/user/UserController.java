package dev.keyway.admin.user;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.ListRequest;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/users")
class UserController {

    private final Users users;
    private final RoleGrants grants;
    private final Passwords passwords;
    private final Creates creates;

    UserController(Users users, RoleGrants grants, Passwords passwords, Creates creates) {
        this.users = users;
        this.grants = grants;
        this.passwords = passwords;
        this.creates = creates;
    }

    /** Lists people, newest first. */
    @GetMapping
    Page<UserView> list(PageRequest page, @RequestParam(defaultValue = "") String search) {
        return users.page(page, search);
    }

    /** Creates a person, who may sign in with a password or by OpenID Connect. */
    @PostMapping
    ResponseEntity<UserView> create(Creation creation, @Valid @RequestBody NewUser request) {
        // A digest of the request is stored; it must not help to guess the password.
        List<String> digested = List.of(request.login(), request.name());
        String hash = request.password() == null ? null : passwords.hash(request.password());
        return creates.create(creation, digested, UserView.class, () -> users.create(request, hash));
    }

    /** Returns a person. */
    @GetMapping("/{user}")
    ResponseEntity<UserView> read(@PathVariable UUID user) {
        return Versioned.answer(users.get(user));
    }

    /** Changes a person. Disables and enables the account as well. */
    @MergePatchMapping("/{user}")
    ResponseEntity<UserView> change(@PathVariable UUID user, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(users.change(user, version, patch));
    }

    /** Sets a person's password and ends their sessions. */
    @PutMapping("/{user}/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setPassword(@PathVariable UUID user, @Valid @RequestBody NewPassword request) {
        users.setPassword(user, passwords.hash(request.password()));
    }

    /** Deletes a person: sessions, access tokens and roles end with the account. */
    @DeleteMapping("/{user}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID user) {
        users.delete(user);
    }

    /** Lists the roles that a person holds. */
    @GetMapping("/{user}/grants")
    Page<GrantView> grants(@PathVariable UUID user, ListRequest list) {
        UserView known = users.get(user);
        return Page.whole(grants.of(known.id()), list);
    }

    /** Gives a person a role. */
    @PostMapping("/{user}/grants")
    ResponseEntity<GrantView> give(Creation creation, @PathVariable UUID user, @Valid @RequestBody NewGrant request) {
        return creates.create(creation, request, GrantView.class, () -> grants.assign(user, request.grant()));
    }

    /** Gives a user another role in the place of one, in one step. */
    @PutMapping("/{user}/grants/{grant}")
    GrantView replace(@PathVariable UUID user, @PathVariable UUID grant, @Valid @RequestBody NewGrant request) {
        return grants.replace(grant, Scope.INSTALLATION, before -> {
            if (!before.userId().equals(user)) {
                throw ProblemException.notFound("role grant");
            }
            return request.grant();
        });
    }

    /** Takes a role from a person. */
    @DeleteMapping("/{user}/grants/{grant}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void take(@PathVariable UUID user, @PathVariable UUID grant) {
        grants.remove(grant, Scope.INSTALLATION);
    }
}
