package dev.keyway.admin.gateway;

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
@RequestMapping("/api/v1/gateways")
class GatewayController {

    private final Gateways gateways;
    private final Creates creates;

    GatewayController(Gateways gateways, Creates creates) {
        this.gateways = gateways;
        this.creates = creates;
    }

    /** Lists gateways, newest first. */
    @GetMapping
    Page<GatewayView> list(PageRequest page, @RequestParam(defaultValue = "") String search) {
        return gateways.page(page, search);
    }

    /** Creates a gateway and its credential. The response shows the credential, only once. */
    @PostMapping
    ResponseEntity<IssuedGateway> create(Creation creation, @Valid @RequestBody NewGateway request) {
        return creates.create(creation, request, IssuedGateway.class, () -> gateways.create(request));
    }

    /** Returns a gateway, with when it last called and which revision it serves. */
    @GetMapping("/{gateway}")
    ResponseEntity<GatewayView> read(@PathVariable UUID gateway) {
        return Versioned.answer(gateways.get(gateway));
    }

    /** Changes a gateway. Disables and enables it as well. */
    @MergePatchMapping("/{gateway}")
    ResponseEntity<GatewayView> change(@PathVariable UUID gateway, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(gateways.change(gateway, version, patch));
    }

    /**
     * Replaces a gateway's credential. The old one stays valid for the grace period; the response shows the new one,
     * only once.
     */
    @PostMapping("/{gateway}/rotate")
    IssuedGateway rotate(@PathVariable UUID gateway, @RequestBody CredentialRotation request) {
        return gateways.rotate(gateway, request);
    }

    /** Deletes a gateway. Its credential is refused from then on. */
    @DeleteMapping("/{gateway}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID gateway) {
        gateways.delete(gateway);
    }
}
