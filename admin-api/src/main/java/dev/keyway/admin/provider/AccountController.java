package dev.keyway.admin.provider;

import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/providers/{provider}/accounts")
class AccountController {

    private final Accounts accounts;
    private final Creates creates;

    AccountController(Accounts accounts, Creates creates) {
        this.accounts = accounts;
        this.creates = creates;
    }

    /** Lists the accounts of a provider, newest first. */
    @GetMapping
    Page<AccountView> list(@PathVariable UUID provider, PageRequest page) {
        return accounts.page(provider, page, "");
    }

    /** Creates an account: keys of one account share its quotas and cooldowns. */
    @PostMapping
    ResponseEntity<AccountView> create(
            Creation creation, @PathVariable UUID provider, @Valid @RequestBody AccountSettings request) {
        return creates.create(creation, request, AccountView.class, () -> accounts.create(provider, request));
    }

    /** Returns an account of a provider. */
    @GetMapping("/{account}")
    ResponseEntity<AccountView> read(@PathVariable UUID provider, @PathVariable UUID account) {
        return Versioned.answer(accounts.get(provider, account));
    }

    /** Renames an account of a provider. */
    @MergePatchMapping("/{account}")
    ResponseEntity<AccountView> change(
            @PathVariable UUID provider, @PathVariable UUID account, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(accounts.change(provider, account, version, patch));
    }

    /** Deletes an account that has no keys. */
    @DeleteMapping("/{account}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID provider, @PathVariable UUID account) {
        accounts.delete(provider, account);
    }
}
