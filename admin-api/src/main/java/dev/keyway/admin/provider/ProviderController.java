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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/providers")
class ProviderController {

    private final Providers providers;
    private final Creates creates;

    ProviderController(Providers providers, Creates creates) {
        this.providers = providers;
        this.creates = creates;
    }

    /** Lists providers, newest first. */
    @GetMapping
    Page<ProviderView> list(PageRequest page, @RequestParam(defaultValue = "") String search) {
        return providers.page(page, search);
    }

    /** Creates a provider: a known one by its slug, or any that speaks a known API. */
    @PostMapping
    ResponseEntity<ProviderView> create(Creation creation, @Valid @RequestBody NewProvider request) {
        return creates.create(creation, request, ProviderView.class, () -> providers.create(request));
    }

    /** Returns a provider. */
    @GetMapping("/{provider}")
    ResponseEntity<ProviderView> read(@PathVariable UUID provider) {
        return Versioned.answer(providers.get(provider));
    }

    /**
     * Changes a provider. Another origin in {@code baseUrl} makes its keys unusable until they are entered again.
     */
    @MergePatchMapping("/{provider}")
    ResponseEntity<ProviderView> change(@PathVariable UUID provider, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(providers.change(provider, version, patch));
    }

    /** Deletes a provider that has no keys and no aliases. */
    @DeleteMapping("/{provider}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID provider) {
        providers.delete(provider);
    }
}
