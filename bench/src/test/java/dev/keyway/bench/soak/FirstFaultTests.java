package dev.keyway.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.rig.Shot.Form;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstFaultTests {

    @Test
    void meetsEachFaultAndSilenceOnceInTwoHundred() {
        Set<FirstFault> met = IntStream.range(0, 200).mapToObj(FirstFault::of).collect(Collectors.toSet());
        assertThat(met).isEqualTo(EnumSet.allOf(FirstFault.class));
        assertThat(IntStream.range(0, 20_000)
                        .filter(i -> FirstFault.of(i) == FirstFault.SILENT)
                        .count())
                .isEqualTo(100);
    }

    @Test
    void asksForStreamsWhereTheFaultIsOneAndForBothFormsElsewhere() {
        assertThat(IntStream.range(0, 1000).mapToObj(FirstFault.CUT_BEFORE_CONTENT::form))
                .containsOnly(Form.STREAM);
        assertThat(IntStream.range(0, 1000)
                        .filter(i -> FirstFault.of(i) == FirstFault.SERVER_ERROR)
                        .mapToObj(FirstFault.SERVER_ERROR::form))
                .contains(Form.STREAM, Form.WHOLE);
    }

    @Test
    void findsTheNumberOfARequestInItsBody() {
        assertThat(FaultScript.number("{\"content\":\"" + FaultScript.mark(4711) + "hello\"}"))
                .isEqualTo(4711);
    }
}
