package dev.keyway.bench.rig;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTableTests {

    @Test
    void alignsFiguresToTheRight() {
        assertThat(new MarkdownTable("load", "served").row("9 ×, Keyway", 1080).toString())
                .isEqualTo("""
                        | load        | served |
                        |-------------|-------:|
                        | 9 ×, Keyway |   1080 |
                        """);
    }
}
