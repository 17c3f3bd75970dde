package dev.keyway.filters.edge;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.models.OfferedModel;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** Models that a caller may call, each under a name by which the caller may ask for it. */
final class CallableModels {

    private final ModelDirectory models;

    CallableModels(ModelDirectory models) {
        this.models = models;
    }

    /** The models of all providers, and the aliases after them. */
    Mono<List<ModelEntry>> of(Caller caller) {
        return models.all()
                .map(offered -> Stream.concat(
                                models(caller, offered),
                                models.aliases().stream()
                                        .filter(caller::allowsModel)
                                        .map(ModelEntry::ofAlias))
                        .toList());
    }

    private Stream<ModelEntry> models(Caller caller, List<OfferedModel> offered) {
        Map<String, Long> providers =
                offered.stream().collect(Collectors.groupingBy(OfferedModel::id, Collectors.counting()));
        return offered.stream().flatMap(model -> {
            if (caller.allowsModel(model.name())) {
                return Stream.of(ModelEntry.of(model));
            }
            boolean byId = caller.allowsModel(model.id())
                    && providers.getOrDefault(model.id(), 0L) == 1
                    && models.isBareName(model.id());
            return byId ? Stream.of(ModelEntry.of(model).byId()) : Stream.empty();
        });
    }

    /** The provider's own names for the models that a caller may call, by provider. */
    Mono<Map<String, List<String>>> byProvider(Caller caller) {
        return models.all()
                .map(offered -> models(caller, offered)
                        .collect(Collectors.groupingBy(
                                ModelEntry::owner, Collectors.mapping(ModelEntry::id, Collectors.toList()))));
    }
}
