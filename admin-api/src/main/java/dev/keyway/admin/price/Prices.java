package dev.keyway.admin.price;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.Models;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What models cost. The prices of a model, a tier and a moment are a list, which takes the place of the list before it as a
 * whole; what has held is never changed, so that each cost stays explainable.
 */
@Service
@Transactional
public class Prices {

    private final PriceQueries rows;
    private final Models models;
    private final Changes changes;
    private final Ids ids;
    private final Clock clock;

    Prices(PriceQueries rows, Models models, Changes changes, Ids ids, Clock clock) {
        this.rows = rows;
        this.models = models;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
    }

    /** Single prices, those that were added last first. */
    @Transactional(readOnly = true)
    Page<PriceView> page(PriceFilter filter, PageRequest page) {
        return Page.of(
                rows.page(filter.narrow(Filter.where("p.id < ?", page.before())), page.fetch()),
                page,
                PriceView::id,
                price -> price);
    }

    /** The same of one model. */
    @Transactional(readOnly = true)
    Page<PriceView> page(UUID provider, UUID model, PriceFilter filter, PageRequest page) {
        ModelView known = models.get(provider, model);
        Filter own = Filter.where("p.id < ?", page.before()).and("p.model_id = ?", known.id());
        return Page.of(rows.page(filter.narrow(own), page.fetch()), page, PriceView::id, price -> price);
    }

    /** Every list of every model, oldest first. */
    @Transactional(readOnly = true)
    public List<PriceListView> all() {
        return rows.all().stream()
                .collect(Collectors.groupingBy(
                        price -> List.of(price.modelId(), price.tier(), price.validFrom()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .stream()
                .map(PriceListView::of)
                .toList();
    }

    /** @throws ProblemException if no list of the model has such a price */
    @Transactional(readOnly = true)
    PriceListView get(UUID provider, UUID model, UUID price) {
        PriceView known = rows.find(models.get(provider, model).id(), price)
                .orElseThrow(() -> ProblemException.notFound("price"));
        return PriceListView.of(rows.list(model, known.tier(), known.validFrom()));
    }

    public PriceListView create(UUID provider, UUID model, NewPriceList request) {
        ModelView held = models.hold(provider, model);
        Terms terms = new Terms(
                Objects.requireNonNullElse(request.tier(), NewPriceList.STANDARD),
                Objects.requireNonNullElseGet(request.validFrom(), clock::instant),
                Objects.requireNonNullElse(request.source(), ""));
        requireWhole(request.prices());
        if (!rows.list(held.id(), terms.tier(), terms.validFrom()).isEmpty()) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT,
                    "There is a list of this tier with this validFrom; add a list with a later validFrom.");
        }
        add(held, terms, request.prices());
        return PriceListView.of(rows.list(held.id(), terms.tier(), terms.validFrom()));
    }

    /** Takes back a list that does not hold yet. */
    public void delete(UUID provider, UUID model, UUID price) {
        ModelView held = models.hold(provider, model);
        PriceListView list = get(provider, held.id(), price);
        List<Change> deletions = list.prices().stream()
                .map(withdrawn -> Change.deleted(Subject.PRICE, withdrawn.id(), Scope.INSTALLATION, withdrawn))
                .toList();
        deletions.forEach(changes::requireVersion);
        if (!list.validFrom().isAfter(clock.instant())) {
            throw ProblemException.of(
                    ErrorCode.CONFLICT, "The list is already in effect; add a list with a later validFrom.");
        }
        for (Change deletion : deletions) {
            rows.remove(deletion.id());
            changes.record(deletion);
        }
    }

    /** Adds prices to the list of a model that is held. */
    void add(ModelView held, Terms terms, List<NewPrice> prices) {
        Instant now = clock.instant();
        for (NewPrice price : prices) {
            UUID id = ids.next();
            rows.add(id, held.id(), terms, price, now);
            PriceView view = rows.find(held.id(), id).orElseThrow();
            changes.record(Change.created(Subject.PRICE, id, Scope.INSTALLATION, view));
        }
    }

    /** What a list says already, what contradicts it, and what is new. */
    @Transactional(readOnly = true)
    List<PriceView> list(UUID model, Terms terms) {
        return rows.list(model, terms.tier(), terms.validFrom());
    }

    static void requireWhole(List<NewPrice> prices) {
        List<FieldError> wrong = new ArrayList<>();
        for (int i = 0; i < prices.size(); i++) {
            NewPrice price = prices.get(i);
            String field = "prices[" + i + "].";
            if ((price.hoursFrom() == null) != (price.hoursTo() == null)
                    || (price.hoursFrom() != null && price.hoursFrom().equals(price.hoursTo()))) {
                wrong.add(new FieldError(field + "hoursTo", "and hoursFrom must both be given, and differ"));
            }
            if (prices.subList(0, i).stream().anyMatch(price::meets)) {
                wrong.add(new FieldError(field + "meter", "must not be priced twice for the same prompts and hours"));
            }
            long unused = Money.nanos(field + "perMillion", price.perMillion());
        }
        if (prices.stream().noneMatch(NewPrice::isBase)) {
            wrong.add(new FieldError("prices", "must hold one for prompts of any size, at any hour"));
        }
        if (!wrong.isEmpty()) {
            throw ProblemException.invalid(wrong);
        }
    }
}
