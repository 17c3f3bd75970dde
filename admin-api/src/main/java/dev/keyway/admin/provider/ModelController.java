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
@RequestMapping("/api/v1/providers/{provider}/models")
class ModelController {

    private final Models models;
    private final Creates creates;

    ModelController(Models models, Creates creates) {
        this.models = models;
        this.creates = creates;
    }

    /** Lists the models of a provider, newest first. */
    @GetMapping
    Page<ModelView> list(
            @PathVariable UUID provider, PageRequest page, @RequestParam(defaultValue = "") String search) {
        return models.page(provider, page, search);
    }

    /** Adds a model to a provider, under the name that the provider gives it. */
    @PostMapping
    ResponseEntity<ModelView> create(
            Creation creation, @PathVariable UUID provider, @Valid @RequestBody ModelSettings request) {
        return creates.create(creation, request, ModelView.class, () -> models.create(provider, request));
    }

    /** Returns a model of a provider. */
    @GetMapping("/{model}")
    ResponseEntity<ModelView> read(@PathVariable UUID provider, @PathVariable UUID model) {
        return Versioned.answer(models.get(provider, model));
    }

    /** Changes a model of a provider. Disables and enables it as well. */
    @MergePatchMapping("/{model}")
    ResponseEntity<ModelView> change(
            @PathVariable UUID provider, @PathVariable UUID model, IfMatch version, @RequestBody JsonNode patch) {
        return Versioned.answer(models.change(provider, model, version, patch));
    }

    /** Deletes a model of a provider. Its usage and prices stay on record. */
    @DeleteMapping("/{model}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID provider, @PathVariable UUID model) {
        models.delete(provider, model);
    }
}
