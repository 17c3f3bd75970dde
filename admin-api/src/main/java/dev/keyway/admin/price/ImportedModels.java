package dev.keyway.admin.price;

import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.Models;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import dev.keyway.catalogue.name.NearName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The models that the lines of an import name, within one transaction. */
final class ImportedModels {

    private final Providers providers;
    private final Models models;
    private final boolean createMissing;
    private final List<ImportReport.Made> made = new ArrayList<>();

    ImportedModels(Providers providers, Models models, boolean createMissing) {
        this.providers = providers;
        this.models = models;
        this.createMissing = createMissing;
    }

    /** @throws ProblemException if there is no such provider, or it has no such model and missing ones are not to be created */
    ModelView model(ImportedLine.ListName name, int line) {
        ProviderView provider = providers
                .find(name.provider())
                .orElseThrow(() -> ProblemException.invalid(
                        "provider",
                        "'%s' is not the slug of a provider%s"
                                .formatted(
                                        name.provider(),
                                        hint(
                                                name.provider(),
                                                providers.all().stream().map(ProviderView::slug),
                                                ""))));
        return models.find(provider.id(), name.model()).orElseGet(() -> make(provider, name, line));
    }

    /** What was created, in the order of the lines. */
    List<ImportReport.Made> made() {
        return made;
    }

    private ModelView make(ProviderView provider, ImportedLine.ListName name, int line) {
        if (!createMissing) {
            Stream<String> known = models.all().stream()
                    .filter(model -> model.providerId().equals(provider.id()))
                    .map(ModelView::name);
            throw ProblemException.invalid(
                    "model",
                    "'%s' is not a model of %s%s"
                            .formatted(
                                    name.model(),
                                    provider.slug(),
                                    hint(name.model(), known, "; create it first, or send createMissing=true")));
        }
        ModelView model = models.named(provider.id(), name.model());
        made.add(new ImportReport.Made(Subject.MODEL.text(), provider.slug() + "/" + model.name(), line));
        return model;
    }

    private static String hint(String name, Stream<String> known, String otherwise) {
        return NearName.of(name, known)
                .map(near -> " (did you mean '%s'?)".formatted(near))
                .orElse(otherwise);
    }
}
