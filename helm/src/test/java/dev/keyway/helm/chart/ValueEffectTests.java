package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each value of values.yaml changes what is rendered, at least in one of the value sets. */
class ValueEffectTests {

    /** Those that have most features first. */
    private static final List<String> SETS = List.of("ha", "airgapped", "gateway-api", "evaluation", "minimal");

    @TempDir
    Path folder;

    @Test
    void everyValueHasAnEffect() throws IOException {
        Map<String, Values.Leaf> pending = new LinkedHashMap<>();
        Values.leaves().forEach(leaf -> pending.put("o%dx".formatted(pending.size()), leaf));
        for (String set : SETS) {
            String rendered = rendered(set, allAtOnce(pending));
            pending.keySet().removeIf(rendered::contains);
        }
        List<String> without = new ArrayList<>();
        for (Values.Leaf leaf : pending.values()) {
            if (!hasEffect(leaf)) {
                without.add(leaf.path());
            }
        }

        assertThat(without).isEmpty();
    }

    /** Texts that can be found again need no rendering of their own. */
    private static ObjectNode allAtOnce(Map<String, Values.Leaf> leaves) {
        ObjectNode document = Values.none();
        leaves.forEach((token, leaf) -> leaf.marked(token).ifPresent(other -> leaf.put(document, other)));
        return document;
    }

    private boolean hasEffect(Values.Leaf leaf) throws IOException {
        for (String set : SETS) {
            for (JsonNode other : leaf.others()) {
                if (!rendered(set, leaf.put(Values.none(), other))
                        .equals(Chart.render(set).text())) {
                    return true;
                }
            }
        }
        return false;
    }

    private String rendered(String set, ObjectNode more) throws IOException {
        return Chart.outcome(set, Files.writeString(folder.resolve("more.yaml"), more.toString()));
    }
}
