package dev.keyway.admin.alias;

import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatchMapping;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.policy.ModelNames;
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
@RequestMapping("/api/v1/aliases")
class AliasController {

    private final Aliases aliases;
    private final ModelNames names;
    private final Creates creates;

    AliasController(Aliases aliases, ModelNames names, Creates creates) {
        this.aliases = aliases;
        this.names = names;
        this.creates = creates;
    }

    /** Lists aliases, newest first. */
    @GetMapping
    Page<AliasView> list(PageRequest page, @RequestParam(defaultValue = "") String search) {
        return aliases.page(page, search);
    }

    /**
     * Creates an alias: a name of your own for models of providers, tried in order. A target that is not a known model, and a
     * name that hides a model, are reported as warnings.
     */
    @PostMapping
    ResponseEntity<AliasView> create(Creation creation, @Valid @RequestBody AliasSettings request) {
        return creates.create(
                creation,
                request,
                AliasView.class,
                () -> aliases.create(request).checked(names.known()));
    }

    /** Returns an alias with its targets. */
    @GetMapping("/{alias}")
    ResponseEntity<AliasView> read(@PathVariable UUID alias) {
        return Versioned.answer(aliases.get(alias));
    }

    /** Changes an alias. A list of targets replaces the one before. */
    @MergePatchMapping("/{alias}")
    ResponseEntity<AliasView> change(@PathVariable UUID alias, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(aliases.change(alias, version, patch).checked(names.known()));
    }

    /** Deletes an alias. Calls that name it are refused from then on. */
    @DeleteMapping("/{alias}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID alias) {
        aliases.delete(alias);
    }
}
