package dev.keyway.admin.alert;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.tenant.TenantView;
import dev.keyway.admin.tenant.Tenants;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where alerts go: the installation's channels, and those of a tenant. */
@RestController
@RequestMapping({"/api/v1/alert-channels", "/api/v1/tenants/{tenant}/alert-channels"})
class ChannelController {

    private final Channels channels;
    private final ChannelDeliveries deliveries;
    private final Tenants tenants;
    private final Creates creates;

    ChannelController(Channels channels, ChannelDeliveries deliveries, Tenants tenants, Creates creates) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.tenants = tenants;
        this.creates = creates;
    }

    /** Lists alert channels, newest first. */
    @GetMapping
    Page<ChannelView> list(@PathVariable(required = false) @Nullable UUID tenant, PageRequest page) {
        return channels.page(scope(tenant), page);
    }

    /**
     * Creates an alert channel: a webhook or a mail address, and the events that are sent to it. The response shows a
     * webhook's signing secret, only once.
     */
    @PostMapping
    ResponseEntity<IssuedChannel> create(
            Creation creation,
            @PathVariable(required = false) @Nullable UUID tenant,
            @Valid @RequestBody NewChannel request) {
        Scope scope = scope(tenant);
        return creates.create(creation, request, IssuedChannel.class, () -> channels.create(scope, request));
    }

    /** Returns an alert channel. */
    @GetMapping("/{channel}")
    ResponseEntity<ChannelView> read(
            @PathVariable(required = false) @Nullable UUID tenant, @PathVariable UUID channel) {
        return Versioned.answer(channels.get(scope(tenant), channel));
    }

    /** Changes an alert channel. A patch without {@code target}, or with its shown value, does not change the URL. */
    @MergePatchMapping("/{channel}")
    ResponseEntity<ChannelView> change(
            @PathVariable(required = false) @Nullable UUID tenant,
            @PathVariable UUID channel,
            IfMatch version,
            @RequestBody JsonNode patch) {
        return Versioned.answer(channels.change(scope(tenant), channel, version, patch));
    }

    /** Deletes an alert channel; nothing more is sent to it. */
    @DeleteMapping("/{channel}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable(required = false) @Nullable UUID tenant, @PathVariable UUID channel) {
        channels.delete(scope(tenant), channel);
    }

    /** Replaces the secret that signs a webhook's calls. The response shows it, only once. */
    @PostMapping("/{channel}/rotate")
    IssuedChannel rotate(@PathVariable(required = false) @Nullable UUID tenant, @PathVariable UUID channel) {
        return channels.rotate(scope(tenant), channel);
    }

    /** Sends a test alert: to this channel alone. Its deliveries show the result. */
    @PostMapping("/{channel}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void test(@PathVariable(required = false) @Nullable UUID tenant, @PathVariable UUID channel) {
        deliveries.test(scope(tenant), channel);
    }

    /** Lists what was sent to an alert channel and how it was answered, newest first. */
    @GetMapping("/{channel}/deliveries")
    Page<DeliveryView> deliveries(
            @PathVariable(required = false) @Nullable UUID tenant, @PathVariable UUID channel, PageRequest page) {
        return deliveries.page(scope(tenant), channel, page);
    }

    /** Tries a delivery that failed or was given up again, now. Its deliveries show the result. */
    @PostMapping("/{channel}/deliveries/{delivery}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void retry(
            @PathVariable(required = false) @Nullable UUID tenant,
            @PathVariable UUID channel,
            @PathVariable UUID delivery) {
        deliveries.retry(scope(tenant), channel, delivery);
    }

    private Scope scope(@Nullable UUID tenant) {
        if (tenant == null) {
            return Scope.INSTALLATION;
        }
        TenantView known = tenants.get(tenant);
        return Scope.tenant(known.id());
    }
}
