package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.model.Alias;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.models.NamedModel;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.filters.snapshot.Snapshot;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResolvingTests {

    private final TestRequest request = new TestRequest();

    @Test
    void resolvesANameByOneSnapshotThoughAnotherFollowsMeanwhile() {
        RuntimeModel model = RuntimeModel.empty(new PriceCatalogue("none", List.of(), Map.of()));
        ConfiguredProvider openai = request.provider("openai");
        Alias alias = new Alias("house", List.of(new Alias.Target("openai", "gpt-5")));
        Snapshot before =
                new Snapshot(model, new Callers(CallerIndex.EMPTY), Map.of("openai", openai), Map.of("house", alias));
        Snapshot after = new Snapshot(model, new Callers(CallerIndex.EMPTY), Map.of(), Map.of());
        Iterator<Snapshot> snapshots = List.of(before, after, after).iterator();

        List<NamedModel> targets =
                Objects.requireNonNull(new ModelDirectory(new Providers(snapshots::next), Clock.systemUTC())
                        .resolve("house")
                        .block());

        assertThat(targets).singleElement().satisfies(target -> {
            assertThat(target.provider()).isSameAs(openai);
            assertThat(target.model()).isEqualTo("gpt-5");
        });
    }
}
