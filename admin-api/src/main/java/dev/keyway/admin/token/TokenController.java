package dev.keyway.admin.token;

import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/tenants/{tenant}")
class TokenController {

    private static final String TOKENS = "/teams/{team}/tokens";
    private static final String TOKEN = TOKENS + "/{token}";

    private final ProxyTokens tokens;
    private final TokenList list;
    private final TokenImport imports;

    TokenController(ProxyTokens tokens, TokenList list, TokenImport imports) {
        this.tokens = tokens;
        this.list = list;
        this.imports = imports;
    }

    /**
     * Lists the proxy tokens of a tenant's teams that you may see, newest first.
     *
     * @param sort {@code name}, {@code createdAt} or {@code expiresAt}, with a {@code -} before it for descending
     * order; {@code -createdAt}
     *     unless given. A cursor belongs to its order
     */
    @GetMapping("/tokens")
    Page<TokenView> ofTenant(
            @PathVariable UUID tenant,
            TokenFilter filter,
            @RequestParam(defaultValue = TokenOrder.NEWEST_FIRST)
                    @Pattern(regexp = TokenOrder.FORM, message = TokenOrder.MESSAGE)
                    String sort,
            PageRequest page) {
        return list.ofTenant(tenant, filter, TokenOrder.of(sort), page);
    }

    /**
     * Lists the proxy tokens of a team, newest first.
     *
     * @param sort {@code name}, {@code createdAt} or {@code expiresAt}, with a {@code -} before it for descending
     * order; {@code -createdAt}
     *     unless given. A cursor belongs to its order
     */
    @GetMapping(TOKENS)
    Page<TokenView> ofTeam(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            TokenFilter filter,
            @RequestParam(defaultValue = TokenOrder.NEWEST_FIRST)
                    @Pattern(regexp = TokenOrder.FORM, message = TokenOrder.MESSAGE)
                    String sort,
            PageRequest page) {
        return list.ofTeam(tenant, team, filter, TokenOrder.of(sort), page);
    }

    /**
     * Imports tokens of another gateway with their secrets, as CSV or as a list of JSON; what is there already is
     * reported as a
     * duplicate, so it can be sent again.
     *
     * @param dryRun whether only to report what it would do
     */
    @PostMapping(
            path = TOKENS + "/import",
            consumes = {TokenImport.CSV, MediaType.APPLICATION_JSON_VALUE})
    ImportReport importAll(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @RequestParam(defaultValue = "false") boolean dryRun,
            HttpServletRequest request)
            throws IOException {
        return imports.run(
                tenant, team, new TokenImport.Format(request.getContentType(), dryRun), request.getInputStream());
    }

    /** Returns a proxy token; never its secret. */
    @GetMapping(TOKEN)
    ResponseEntity<TokenView> read(@PathVariable UUID tenant, @PathVariable UUID team, @PathVariable UUID token) {
        return Versioned.answer(list.get(tenant, team, token));
    }

    /** Changes a proxy token. Blocks and unblocks it as well. */
    @MergePatchMapping(TOKEN)
    ResponseEntity<TokenView> change(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @PathVariable UUID token,
            IfMatch version,
            @RequestBody JsonNode patch) {
        return Versioned.answer(tokens.change(tenant, team, token, version, patch));
    }

    /**
     * Replaces the secret of a proxy token. The old one stays valid for the grace period; the response shows the new
     * one, only once.
     */
    @PostMapping(TOKEN + "/rotate")
    IssuedToken rotate(
            @PathVariable UUID tenant,
            @PathVariable UUID team,
            @PathVariable UUID token,
            @RequestBody Rotation request) {
        return tokens.rotate(tenant, team, token, request);
    }

    /** Revokes a proxy token for good. Open streams end within 2 seconds. */
    @DeleteMapping(TOKEN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID tenant, @PathVariable UUID team, @PathVariable UUID token) {
        tokens.revoke(tenant, team, token);
    }
}
