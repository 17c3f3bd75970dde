package dev.keyway.filters.usage;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.Meter;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.PricedTier;
import dev.keyway.filters.spool.RecordReader;
import dev.keyway.filters.spool.RecordWriter;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Codec of an attempt's usage. The price list is in the record of the attempt's beginning. */
final class AttemptUsageCodec {

    /** More than it can take: nine counts, an amount, counts without a price, a tier and its price list, and other units. */
    static final int MOST_BYTES = 512;

    private static final int TIER = 40;
    private static final int PRICE_LIST = 120;

    private static final int FREE = 0;
    private static final int LISTED = 1;
    private static final int STATED = 2;
    private static final int UNPRICED = 3;
    /** Their places are their codes in the log. */
    private static final List<Meter> METERS = List.of(
            Meter.INPUT,
            Meter.CACHE_READ,
            Meter.CACHE_WRITE_5M,
            Meter.CACHE_WRITE_1H,
            Meter.OUTPUT,
            Meter.REASONING,
            Meter.AUDIO_INPUT,
            Meter.AUDIO_OUTPUT,
            Meter.SEARCH,
            Meter.REQUEST,
            Meter.IMAGE_INPUT,
            Meter.IMAGE_OUTPUT,
            Meter.IMAGE,
            Meter.SECOND,
            Meter.CHARACTER,
            Meter.SEARCH_UNIT,
            Meter.CODE_INTERPRETER,
            Meter.FILE_SEARCH);

    /** Their places are their codes in the log. */
    private static final List<Unit> UNITS = List.of(
            Unit.IMAGE_INPUT,
            Unit.IMAGE_OUTPUT,
            Unit.IMAGE,
            Unit.SECOND,
            Unit.CHARACTER,
            Unit.SEARCH_UNIT,
            Unit.CODE_INTERPRETER,
            Unit.FILE_SEARCH);

    private AttemptUsageCodec() {}

    static void write(RecordWriter out, AttemptUsage usage) {
        out.flag(usage.estimated());
        write(out, usage.tokens());
        write(out, usage.cost());
    }

    static AttemptUsage read(RecordReader in) throws IOException {
        boolean estimated = in.flag();
        return new AttemptUsage(usage(in), estimated, cost(in));
    }

    /**
     * Writes the tier and the other units at the end of a record, where earlier releases ignore them; nothing if it is the standard
     * tier and there are no other units.
     */
    static void writeEnd(RecordWriter out, AttemptUsage usage) {
        Map<Unit, Long> units = usage.tokens().units();
        PricedTier tier = usage.tier();
        if (!tier.equals(PricedTier.STANDARD) || !units.isEmpty()) {
            out.text(tier.name(), TIER).optional(tier.priceList(), PRICE_LIST);
        }
        if (!units.isEmpty()) {
            out.oneByte(units.size());
            units.forEach((unit, count) -> out.oneByte(UNITS.indexOf(unit)).number(count));
        }
    }

    /** Writes the same end in any case, because something follows it. */
    static void writeEndBefore(RecordWriter out, AttemptUsage usage) {
        Map<Unit, Long> units = usage.tokens().units();
        out.text(usage.tier().name(), TIER).optional(usage.tier().priceList(), PRICE_LIST);
        out.oneByte(units.size());
        units.forEach((unit, count) -> out.oneByte(UNITS.indexOf(unit)).number(count));
    }

    /** Reads the end of a record, and adds it to the usage that was read before. */
    static AttemptUsage withEnd(AttemptUsage usage, RecordReader in) throws IOException {
        if (!in.hasMore()) {
            return usage;
        }
        PricedTier tier = new PricedTier(in.text(), in.optional());
        Usage tokens = in.hasMore() ? usage.tokens().plus(Usage.of(otherUnits(in))) : usage.tokens();
        return new AttemptUsage(tokens, usage.estimated(), usage.cost(), tier);
    }

    private static Map<Unit, Long> otherUnits(RecordReader in) throws IOException {
        Map<Unit, Long> units = new EnumMap<>(Unit.class);
        for (int left = in.oneByte(); left > 0; left--) {
            int unit = in.oneByte();
            long count = in.number();
            if (unit >= UNITS.size() || count < 0) {
                throw new IOException("unknown unit: " + unit);
            }
            units.put(UNITS.get(unit), count);
        }
        return units;
    }

    private static void write(RecordWriter out, Usage usage) {
        out.number(usage.freshInput())
                .number(usage.cacheRead())
                .number(usage.cacheWrite5m())
                .number(usage.cacheWrite1h())
                .number(usage.output())
                .number(usage.reasoning())
                .number(usage.audioInput())
                .number(usage.audioOutput())
                .number(usage.searches());
    }

    private static Usage usage(RecordReader in) throws IOException {
        try {
            return new Usage(
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number(),
                    in.number());
        } catch (IllegalArgumentException e) {
            throw new IOException("impossible usage", e);
        }
    }

    private static void write(RecordWriter out, @Nullable Cost cost) {
        switch (cost) {
            case null -> out.oneByte(FREE);
            case Cost.Priced priced ->
                out.oneByte(priced.priceVersion().equals(Cost.STATED) ? STATED : LISTED)
                        .number(priced.amount().nanos());
            case Cost.Unpriced unpriced -> {
                out.oneByte(UNPRICED).number(unpriced.priced().nanos());
                out.oneByte(unpriced.units().size());
                unpriced.units()
                        .forEach((meter, units) ->
                                out.oneByte(METERS.indexOf(meter)).number(units));
            }
        }
    }

    private static @Nullable Cost cost(RecordReader in) throws IOException {
        int kind = in.oneByte();
        return switch (kind) {
            case FREE -> null;
            case LISTED -> new Cost.Priced(new NanoDollars(in.number()), "");
            case STATED -> new Cost.Priced(new NanoDollars(in.number()), Cost.STATED);
            case UNPRICED -> new Cost.Unpriced(new NanoDollars(in.number()), units(in));
            default -> throw new IOException("unknown kind of cost: " + kind);
        };
    }

    private static Map<Meter, Long> units(RecordReader in) throws IOException {
        Map<Meter, Long> units = new EnumMap<>(Meter.class);
        for (int left = in.oneByte(); left > 0; left--) {
            int meter = in.oneByte();
            if (meter >= METERS.size()) {
                throw new IOException("unknown meter: " + meter);
            }
            units.put(METERS.get(meter), in.number());
        }
        return units;
    }
}
