package dev.keyway.bench.pair;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.FakeProviderBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What a {@link Pair} is made of: keys, settings of both programs, options of their JVMs. */
public final class PairBuilder {

    final Path folder;
    final Map<String, String> adminSettings = new LinkedHashMap<>();
    final Map<String, String> gatewaySettings = new LinkedHashMap<>();
    final List<String> jvm = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-Xmx512m"));
    Path sources = Path.of("..");
    List<String> keys = List.of("key-one-1", "key-two-2");
    UnaryOperator<FakeProviderBuilder> provider = builder -> builder;
    UnaryOperator<URI> way = admin -> admin;

    PairBuilder(Path folder) {
        this.folder = folder;
    }

    /** The folder of the source code, with the jars that were built in it. In tests, the one above the module. */
    public PairBuilder sources(Path path) {
        sources = path;
        return this;
    }

    /** How many keys the fake provider has, two unless set. */
    public PairBuilder keys(int count) {
        keys = IntStream.range(0, count).mapToObj("key-number-%d"::formatted).toList();
        return this;
    }

    /** Configures the fake provider. */
    public PairBuilder provider(UnaryOperator<FakeProviderBuilder> with) {
        provider = with;
        return this;
    }

    /** A setting of the admin service. */
    public PairBuilder admin(String name, String value) {
        adminSettings.put(name, value);
        return this;
    }

    /** A setting of the gateway. */
    public PairBuilder gateway(String name, String value) {
        gatewaySettings.put(name, value);
        return this;
    }

    /** Leads the gateway to another address than the admin service's own, such as that of a proxy before it. */
    public PairBuilder way(UnaryOperator<URI> of) {
        way = of;
        return this;
    }

    /** Options of both JVMs, instead of those that make them start fast. */
    public PairBuilder jvm(String... options) {
        jvm.clear();
        jvm.addAll(List.of(options));
        return this;
    }

    FakeProvider startProvider() {
        return provider.apply(FakeProvider.builder().keys(keys.toArray(String[]::new)))
                .start();
    }

    /** Starts all of it, with state and database in the folder. */
    public Pair start() {
        return Pair.start(this);
    }
}
