package dev.keyway.admin.token;

import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tokens of all tenants, as far as the caller's roles go. */
@RestController
@RequestMapping("/api/v1/tokens")
class AllTokensController {

    private final TokenList list;
    private final BulkTokens bulk;

    AllTokensController(TokenList list, BulkTokens bulk) {
        this.list = list;
        this.bulk = bulk;
    }

    /**
     * Lists the proxy tokens of all teams that you may see, newest first.
     *
     * @param sort {@code name}, {@code createdAt} or {@code expiresAt}, with a {@code -} before it for descending
     * order; {@code -createdAt}
     *     unless given. A cursor belongs to its order
     */
    @GetMapping
    Page<TokenView> list(
            TokenFilter filter,
            @RequestParam(defaultValue = TokenOrder.NEWEST_FIRST)
                    @Pattern(regexp = TokenOrder.FORM, message = TokenOrder.MESSAGE)
                    String sort,
            PageRequest page) {
        return list.everywhere(filter, TokenOrder.of(sort), page);
    }

    /** Returns a proxy token by its id alone; never its secret. */
    @GetMapping("/{token}")
    ResponseEntity<TokenView> read(@PathVariable UUID token) {
        return Versioned.answer(list.get(token));
    }

    /**
     * Blocks, unblocks, rotates or revokes many tokens: those in a list of IDs, or those that a filter matches. Each
     * token has its own result, and a failed one does not affect the others.
     *
     * @param dryRun whether only to report what would be done
     */
    @PostMapping("/bulk")
    BulkReport bulk(@RequestParam(defaultValue = "false") boolean dryRun, @Valid @RequestBody BulkChange request) {
        return bulk.run(request, dryRun);
    }
}
