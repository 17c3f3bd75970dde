package dev.keyway.admin.erasure;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Erasures of persons and tenants. */
@RestController
@RequestMapping("/api/v1/erasures")
class ErasureController {

    private final Erasures erasures;

    ErasureController(Erasures erasures) {
        this.erasures = erasures;
    }

    /** Lists erasures, newest first. Store the list beside your backups: it has no names, and a restored database needs it. */
    @GetMapping
    Page<ErasureView> list(PageRequest page) {
        return erasures.page(page);
    }

    /**
     * Erases a person or a tenant that has been deleted. Names are overwritten at once, those in usage records within minutes, and
     * amounts stay. This cannot be undone.
     */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ErasureView create(@Valid @RequestBody NewErasure erasure) {
        return erasures.create(erasure);
    }

    /** Applies a list of erasures again, after a backup was restored. Whoever is in it is deleted too. */
    @PostMapping("/replay")
    ErasuresApplied replay(@Valid @RequestBody ErasureList list) {
        return erasures.replay(list.items());
    }
}
