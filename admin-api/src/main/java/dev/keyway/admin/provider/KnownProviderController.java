package dev.keyway.admin.provider;

import dev.keyway.admin.paging.ListRequest;
import dev.keyway.admin.paging.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/known-providers")
class KnownProviderController {

    private final Declarations declarations;

    KnownProviderController(Declarations declarations) {
        this.declarations = declarations;
    }

    /** Lists the providers that are known by name, as documentation names them; last whoever speaks OpenAI's API. */
    @GetMapping
    Page<KnownProviderView> list(ListRequest list) {
        return Page.whole(declarations.known(), list);
    }
}
