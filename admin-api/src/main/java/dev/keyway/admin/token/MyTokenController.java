package dev.keyway.admin.token;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A person's own tokens. */
@RestController
@RequestMapping("/api/v1/me/tokens")
class MyTokenController {

    private final MemberTokens tokens;

    MyTokenController(MemberTokens tokens) {
        this.tokens = tokens;
    }

    /** Lists the proxy tokens that belong to you, newest first. */
    @GetMapping
    Page<TokenView> list(PageRequest page) {
        return tokens.page(page);
    }

    /** Reveals the secret of a PENDING token of yours, once. From then on it may call. */
    @PostMapping("/{token}/reveal")
    IssuedToken reveal(@PathVariable UUID token) {
        return tokens.reveal(token);
    }

    /** Replaces the secret of a token of yours. Only the response shows the new one. */
    @PostMapping("/{token}/rotate")
    IssuedToken rotate(@PathVariable UUID token, @RequestBody Rotation request) {
        return tokens.rotate(token, request);
    }
}
