package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.user.AccessTokenView;
import dev.keyway.admin.user.AccessTokens;
import dev.keyway.admin.user.IssuedAccessToken;
import dev.keyway.admin.user.NewAccessToken;
import dev.keyway.admin.user.TokenOwner;
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
@RequestMapping("/api/v1/tenants/{tenant}/teams/{team}/service-accounts")
class ServiceAccountController {

    private final ServiceAccounts accounts;
    private final AccessTokens tokens;
    private final Creates creates;

    ServiceAccountController(ServiceAccounts accounts, AccessTokens tokens, Creates creates) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.creates = creates;
    }

    /** Lists the service accounts of a team, newest first. */
    @GetMapping
    Page<ServiceAccountView> list(@PathVariable UUID tenant, @PathVariable UUID team, PageRequest page) {
        return accounts.page(tenant, team, page);
    }

    /** Creates a service account: a caller of this API that belongs to a team instead of a person. */
    @PostMapping
    ResponseEntity<ServiceAccountView> create(
            Creation creation,
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @Valid @RequestBody ServiceAccountSettings request) {
        return creates.create(
                creation, request, ServiceAccountView.class, () -> accounts.create(tenant, team, request));
    }

    /** Returns a service account. */
    @GetMapping("/{serviceAccount}")
    ResponseEntity<ServiceAccountView> read(
            @PathVariable UUID tenant, @PathVariable UUID team, @PathVariable UUID serviceAccount) {
        return Versioned.answer(accounts.get(tenant, team, serviceAccount));
    }

    /** Changes a service account. Disables and enables it as well. */
    @MergePatchMapping("/{serviceAccount}")
    ResponseEntity<ServiceAccountView> change(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @PathVariable UUID serviceAccount,
            IfMatch version,
            @RequestBody JsonNode patch) {
        return Versioned.answer(accounts.change(tenant, team, serviceAccount, version, patch));
    }

    /** Deletes a service account and revokes its access tokens. */
    @DeleteMapping("/{serviceAccount}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID tenant, @PathVariable UUID team, @PathVariable UUID serviceAccount) {
        accounts.delete(tenant, team, serviceAccount);
    }

    /** Lists the access tokens of a service account; never their secrets. */
    @GetMapping("/{serviceAccount}/access-tokens")
    Page<AccessTokenView> accessTokens(
            @PathVariable UUID tenant, @PathVariable UUID team, @PathVariable UUID serviceAccount, PageRequest page) {
        ServiceAccountView account = accounts.get(tenant, team, serviceAccount);
        return tokens.of(new TokenOwner.ServiceAccount(account.id(), Scope.team(tenant, team)), page);
    }

    /** Issues an access token to a service account. The response shows its secret, only once. */
    @PostMapping("/{serviceAccount}/access-tokens")
    ResponseEntity<IssuedAccessToken> issue(
            Creation creation,
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @PathVariable UUID serviceAccount,
            @Valid @RequestBody NewAccessToken request) {
        return creates.create(
                creation,
                request,
                IssuedAccessToken.class,
                () -> tokens.issue(accounts.owner(tenant, team, serviceAccount), request));
    }

    /** Revokes an access token of a service account. */
    @DeleteMapping("/{serviceAccount}/access-tokens/{accessToken}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @PathVariable UUID serviceAccount,
            @PathVariable UUID accessToken) {
        tokens.revoke(accounts.owner(tenant, team, serviceAccount), accessToken);
    }
}
