package dev.keyway.admin.price;

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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The prices of a model: lists that follow one another. */
@RestController
@RequestMapping("/api/v1/providers/{provider}/models/{model}/prices")
class PriceController {

    private final Prices prices;
    private final Creates creates;

    PriceController(Prices prices, Creates creates) {
        this.prices = prices;
        this.creates = creates;
    }

    /** Lists the prices of a model, newest first. */
    @GetMapping
    Page<PriceView> list(@PathVariable UUID provider, @PathVariable UUID model, PriceFilter filter, PageRequest page) {
        return prices.page(provider, model, filter, page);
    }

    /** Adds a price list to a model. It replaces the list before it as a whole, from its moment on. */
    @PostMapping
    ResponseEntity<PriceListView> create(
            Creation creation,
            @PathVariable UUID provider,
            @PathVariable UUID model,
            @Valid @RequestBody NewPriceList request) {
        return creates.create(creation, request, PriceListView.class, () -> prices.create(provider, model, request));
    }

    /** Returns the price list that a price belongs to. */
    @GetMapping("/{price}")
    PriceListView read(@PathVariable UUID provider, @PathVariable UUID model, @PathVariable UUID price) {
        return prices.get(provider, model, price);
    }

    /** Withdraws a price list that is not in force yet. */
    @DeleteMapping("/{price}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID provider, @PathVariable UUID model, @PathVariable UUID price) {
        prices.delete(provider, model, price);
    }
}
