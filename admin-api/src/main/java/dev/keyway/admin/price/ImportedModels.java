package dev.keyway.admin.price;

import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.bulk.NamesThere;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.ModelSettings;
import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.Models;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The models that the lines of an import name, within one transaction. */
final class ImportedModels {

    private final Models models;
    private final boolean createMissing;
    private final Validator validator;
    private final NamesThere<ProviderView> slugs;
    private final Map<UUID, NamesThere<ModelView>> names = new HashMap<>();
    private final List<ImportReport.Made> made = new ArrayList<>();

    ImportedModels(Providers providers, Models models, boolean createMissing, Validator validator) {
        this.models = models;
        this.createMissing = createMissing;
        this.validator = validator;
        this.slugs = new NamesThere<>(
                providers::find,
                () -> providers.all().stream().map(ProviderView::slug).toList(),
                UnaryOperator.identity());
    }

    /**
     * The model of a line.
     *
     * @throws ProblemException if there is no such provider, or it has no such model and missing ones are not to be created or cannot
     *     have this name
     */
    ModelView model(ImportedLine.ListName name, int line) {
        ProviderView provider = slugs.find(name.provider())
                .orElseThrow(() -> ProblemException.invalid(
                        "provider",
                        "'%s' is not the slug of a provider%s"
                                .formatted(name.provider(), slugs.hint(name.provider(), ""))));
        NamesThere<ModelView> there = names.computeIfAbsent(
                provider.id(),
                id -> new NamesThere<>(
                        model -> models.find(id, model), () -> models.names(id), UnaryOperator.identity()));
        return there.find(name.model()).orElseGet(() -> make(provider, there, name.model(), line));
    }

    /** What was created, in the order of the lines. */
    List<ImportReport.Made> made() {
        return made;
    }

    private ModelView make(ProviderView provider, NamesThere<ModelView> there, String name, int line) {
        if (!createMissing) {
            throw ProblemException.invalid(
                    "model",
                    "'%s' is not a model of %s%s"
                            .formatted(
                                    name,
                                    provider.slug(),
                                    there.hint(name, "; create it first, or send createMissing=true")));
        }
        validator.validateValue(ModelSettings.class, "name", name).stream()
                .findFirst()
                .ifPresent(violation -> {
                    throw ProblemException.invalid("model", violation.getMessage());
                });
        ModelView model = models.named(provider.id(), name);
        there.add(model.name(), model);
        made.add(new ImportReport.Made(Subject.MODEL.text(), provider.slug() + "/" + model.name(), line));
        return model;
    }
}
