package dev.keyway.admin.pool;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/key-pools")
class PoolController {

    private final KeyPools pools;
    private final PooledKeys keys;

    PoolController(KeyPools pools, PooledKeys keys) {
        this.pools = pools;
        this.keys = keys;
    }

    /** Lists the providers, newest first, with the number of their keys by state and account. */
    @GetMapping
    Page<PoolView> list(PageRequest page, @RequestParam(defaultValue = "") String search) {
        return pools.page(page, search);
    }

    /**
     * Lists the keys of a provider, newest first, with their states and what they served lately.
     *
     * @param search a part of the name, or exactly the last 4 characters
     */
    @GetMapping("/{provider}/keys")
    Page<PooledKeyView> keys(
            @PathVariable UUID provider,
            PageRequest page,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable PooledState state,
            @RequestParam(required = false) @Nullable UUID account) {
        return keys.page(provider, page, search, state, account);
    }
}
