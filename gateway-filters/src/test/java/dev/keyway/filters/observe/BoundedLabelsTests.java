package dev.keyway.filters.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundedLabelsTests {

    private final BoundedLabels labels = new BoundedLabels(2, 1);

    @Test
    void namesThatWereNeverServedTakeNoPlaceOfThoseThatWere() {
        assertThat(labels.ofUnserved("made-up-1")).isEqualTo("made-up-1");
        assertThat(labels.ofUnserved("made-up-2")).isEqualTo("other");

        assertThat(labels.ofServed("real-1")).isEqualTo("real-1");
        assertThat(labels.ofServed("real-2")).isEqualTo("real-2");
        assertThat(labels.ofServed("real-3")).isEqualTo("other");
    }

    @Test
    void aNameThatWasServedKeepsItsPlaceWhenItFails() {
        labels.ofServed("real-1");
        labels.ofUnserved("made-up-1");

        assertThat(labels.ofUnserved("real-1")).isEqualTo("real-1");
        assertThat(labels.ifKnown("real-1")).isEqualTo("real-1");
        assertThat(labels.ifKnown("made-up-2")).isEqualTo("other");
    }
}
