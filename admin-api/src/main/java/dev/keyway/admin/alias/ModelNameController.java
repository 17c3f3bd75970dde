package dev.keyway.admin.alias;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/model-names")
class ModelNameController {

    private final CallableNames names;

    ModelNameController(CallableNames names) {
        this.names = names;
    }

    /**
     * Lists the names by which models can be called, in the order of models and aliases: {@code provider/model} for each model of each
     * provider, as {@code GET /v1/models} of a gateway lists them, and aliases. A model or provider that is disabled is left out, and so is
     * an alias without a target that can be called.
     *
     * @param search a part of the name
     */
    @GetMapping
    Page<CallableName> list(PageRequest page, @RequestParam(defaultValue = "") String search) {
        return names.page(page, search);
    }
}
