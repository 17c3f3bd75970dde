package dev.keyway.filters.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.PricedTier;
import dev.keyway.filters.spool.RecordFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Units beside text tokens in the usage log. */
class OtherUnitsCodecTests {

    private static final UUID EVENT = new UUID(1, 2);

    /** Each number as long as a provider can make it. */
    private static final long MUCH = 2_000_000_000_000L;

    @ParameterizedTest
    @EnumSource(Unit.class)
    void aUnitWithoutAPriceIsReadAsItWasWritten(Unit unit) throws IOException {
        Usage usage = new Usage(1, 2, 3, 4, 5, 5, 6, 7, 8, Map.of(unit, 9L));
        Cost cost = new Cost.Unpriced(new NanoDollars(10), Map.of(Meter.valueOf(unit.name()), 9L));

        requireSame(new AttemptUsage(usage, true, cost));
        requireSame(new AttemptUsage(usage, true, cost, new PricedTier("flex", "a list")));
    }

    /** The bytes of a release that knew no such units. */
    @Test
    void recordsOfEarlierReleasesAreRead() throws IOException {
        String standard =
                "811300000000000000010000000000000002" + "0100c80100000107" + "00" + "010203040505060708" + "00";
        String flex = standard + "04666c6578" + "00";

        assertThat(decode(HexFormat.of().parseHex(standard)).usage().tokens())
                .isEqualTo(new Usage(1, 2, 3, 4, 5, 5, 6, 7, 8));
        assertThat(decode(HexFormat.of().parseHex(flex)).usage().tier()).isEqualTo(new PricedTier("flex", null));
    }

    @Test
    void theLongestRecordHasTheRoomThatIsReserved() {
        Map<Unit, Long> units = new EnumMap<>(Unit.class);
        Arrays.stream(Unit.values()).forEach(unit -> units.put(unit, MUCH));
        Map<Meter, Long> unpriced = new EnumMap<>(Meter.class);
        Arrays.stream(Meter.values()).forEach(meter -> unpriced.put(meter, MUCH));
        Usage usage = new Usage(MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, MUCH, units);
        Cost cost = new Cost.Unpriced(new NanoDollars(Long.MAX_VALUE), unpriced);

        byte[] record = UsageCodec.encode(
                close(new AttemptUsage(usage, true, cost, new PricedTier("t".repeat(80), "l".repeat(200)))));

        assertThat(record).hasSizeLessThan(UsageCodec.ATTEMPT_CLOSE_BYTES);
    }

    private static void requireSame(AttemptUsage usage) throws IOException {
        assertThat(decode(UsageCodec.encode(close(usage))).usage()).isEqualTo(usage);
    }

    private static UsageRecord.AttemptClose close(AttemptUsage usage) {
        return new UsageRecord.AttemptClose(EVENT, 1, Outcome.COMPLETED, 200, null, null, 0, 7, usage);
    }

    private static UsageRecord.AttemptClose decode(byte[] bytes) throws IOException {
        return (UsageRecord.AttemptClose) UsageCodec.decode(RecordFormat.decode(bytes));
    }
}
