package dev.keyway.admin.tenant;

import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
@RequestMapping("/api/v1/tenants")
class TenantController {

    private final Tenants tenants;
    private final Creates creates;

    TenantController(Tenants tenants, Creates creates) {
        this.tenants = tenants;
        this.creates = creates;
    }

    /**
     * Lists the tenants that you may see, newest first.
     *
     * @param label a label that they have, as {@code key:value}
     */
    @GetMapping
    Page<TenantView> list(
            PageRequest page,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable String label) {
        return tenants.page(page, search, label);
    }

    /** Creates a tenant: a company, or a part of one. */
    @PostMapping
    ResponseEntity<TenantView> create(Creation creation, @Valid @RequestBody TenantSettings request) {
        return creates.create(creation, request, TenantView.class, () -> tenants.create(request));
    }

    /** Returns a tenant. */
    @GetMapping("/{tenant}")
    ResponseEntity<TenantView> read(@PathVariable UUID tenant) {
        return Versioned.answer(tenants.get(tenant));
    }

    /** Changes a tenant. Blocks and unblocks it as well. */
    @MergePatchMapping("/{tenant}")
    ResponseEntity<TenantView> change(@PathVariable UUID tenant, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(tenants.change(tenant, version, patch));
    }

    /** Deletes a tenant that has no teams. */
    @DeleteMapping("/{tenant}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID tenant) {
        tenants.delete(tenant);
    }
}
