package dev.keyway.admin.price;

import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The prices of all models together. */
@RestController
@RequestMapping("/api/v1")
class PricesController {

    private final Prices prices;
    private final PriceImport imports;
    private final ListPrices listPrices;

    PricesController(Prices prices, PriceImport imports, ListPrices listPrices) {
        this.prices = prices;
        this.imports = imports;
        this.listPrices = listPrices;
    }

    /** Lists prices of all models, newest first. */
    @GetMapping("/prices")
    Page<PriceView> list(PriceFilter filter, PageRequest page) {
        return prices.page(filter, page);
    }

    /**
     * Imports prices, as CSV in the columns of docs/prices.md or as a JSON list. The report has a line for each;
     * prices that are already there are duplicates, so an import can be sent again.
     *
     * @param dryRun whether only to report what it would do
     * @param createMissing whether to create the models that lines name and their provider does not have; they are reported
     */
    @PostMapping(
            path = "/prices/import",
            consumes = {PriceImport.CSV, MediaType.APPLICATION_JSON_VALUE})
    ImportReport importAll(
            @RequestParam @Nullable Instant validFrom,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean createMissing,
            HttpServletRequest request)
            throws IOException {
        return imports.run(
                new PriceImport.Format(request.getContentType(), validFrom, dryRun, createMissing),
                request.getInputStream());
    }

    /** Loads the models and list prices of this release into a provider. Prices from elsewhere stay as they are. */
    @PostMapping("/providers/{provider}/catalogue")
    ListPrices.Loaded load(@PathVariable UUID provider) {
        return listPrices.load(provider);
    }
}
