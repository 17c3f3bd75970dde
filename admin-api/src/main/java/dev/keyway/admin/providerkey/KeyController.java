package dev.keyway.admin.providerkey;

import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.io.IOException;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/providers/{provider}/keys")
class KeyController {

    private final ProviderKeys keys;
    private final KeyStateQueries states;
    private final KeyImport imports;
    private final Creates creates;

    KeyController(ProviderKeys keys, KeyStateQueries states, KeyImport imports, Creates creates) {
        this.keys = keys;
        this.states = states;
        this.imports = imports;
        this.creates = creates;
    }

    /** Lists the keys of a provider, newest first; never the keys themselves. */
    @GetMapping
    Page<KeyView> list(@PathVariable UUID provider, PageRequest page, @RequestParam(defaultValue = "") String search) {
        return states.shownWith(keys.page(provider, page, search));
    }

    /** Adds a key to a provider, or a reference to a key that the gateways have. */
    @PostMapping
    ResponseEntity<KeyView> create(Creation creation, @PathVariable UUID provider, @Valid @RequestBody NewKey request) {
        return creates.create(creation, request, KeyView.class, () -> states.shownWith(keys.create(provider, request)));
    }

    /**
     * Imports provider keys: one key a line, or CSV with a header. The report has a line for each; keys that are
     * already there are duplicates, so an import can be sent again.
     *
     * @param dryRun whether only to report what it would do
     * @param createMissing whether to create the accounts that lines name and the provider does not have; they are
     * reported
     */
    @PostMapping(
            path = "/import",
            consumes = {MediaType.TEXT_PLAIN_VALUE, KeyImport.CSV})
    ImportReport importAll(
            @PathVariable UUID provider,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean createMissing,
            HttpServletRequest request)
            throws IOException {
        return imports.run(
                provider,
                new KeyImport.Format(request.getContentType(), dryRun, createMissing),
                request.getInputStream());
    }

    /** Returns a provider key and its state at each gateway; never the key itself. */
    @GetMapping("/{key}")
    ResponseEntity<KeyView> read(@PathVariable UUID provider, @PathVariable UUID key) {
        return Versioned.answer(states.shownWith(keys.get(provider, key)));
    }

    /** Changes a provider key. Disables and enables it as well. */
    @MergePatchMapping("/{key}")
    ResponseEntity<KeyView> change(
            @PathVariable UUID provider, @PathVariable UUID key, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(states.shownWith(keys.change(provider, key, version, patch)));
    }

    /** Replaces the secret of a provider key and binds it to the provider's present address. */
    @PutMapping("/{key}/secret")
    ResponseEntity<KeyView> setSecret(
            @PathVariable UUID provider,
            @PathVariable UUID key,
            IfMatch version,
            @Valid @RequestBody KeySecret request) {
        return Versioned.answer(states.shownWith(keys.setSecret(provider, key, version, request)));
    }

    /** Deletes a provider key and erases its secret. */
    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID provider, @PathVariable UUID key) {
        keys.delete(provider, key);
    }
}
