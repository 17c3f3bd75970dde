package dev.keyway.catalogue.price;

import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.Usage;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What is counted and priced. The names in lower case are the columns of the price file. */
public enum Meter {
    /** Fresh input tokens. */
    INPUT,
    /** Input tokens served from a prompt cache. */
    CACHE_READ,
    /** Input tokens written to a cache of the shorter life. */
    CACHE_WRITE_5M,
    /** Input tokens written to a cache of one hour. */
    CACHE_WRITE_1H,
    /** Output tokens. */
    OUTPUT,
    /** Output tokens of reasoning, where they have a price of their own. */
    REASONING,
    /** Audio input tokens. */
    AUDIO_INPUT,
    /** Audio output tokens. */
    AUDIO_OUTPUT,
    /** Web searches on behalf of the model. */
    SEARCH,
    /** Tokens of images that are sent to an image endpoint. */
    IMAGE_INPUT,
    /** Tokens of generated images. */
    IMAGE_OUTPUT,
    /** Generated images, where no tokens are counted. */
    IMAGE,
    /** Seconds of audio. */
    SECOND,
    /** Characters of text to speak. */
    CHARACTER,
    /** Search units of rerankings. */
    SEARCH_UNIT,
    /** Calls of a code interpreter that the provider runs. */
    CODE_INTERPRETER,
    /** Calls of a search in files that the provider stores. */
    FILE_SEARCH,
    /** Calls, where a call costs something by itself. */
    REQUEST;

    /** The column's name in the price file. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The meter of a unit. */
    public static Meter of(Unit unit) {
        return valueOf(unit.name());
    }

    /** Priced units of this meter; meters are disjoint, so that output is without its reasoning. */
    public long units(Usage usage) {
        return switch (this) {
            case INPUT -> usage.freshInput();
            case CACHE_READ -> usage.cacheRead();
            case CACHE_WRITE_5M -> usage.cacheWrite5m();
            case CACHE_WRITE_1H -> usage.cacheWrite1h();
            case OUTPUT -> usage.output() - usage.reasoning();
            case REASONING -> usage.reasoning();
            case AUDIO_INPUT -> usage.audioInput();
            case AUDIO_OUTPUT -> usage.audioOutput();
            case SEARCH -> usage.searches();
            case IMAGE_INPUT -> usage.units(Unit.IMAGE_INPUT);
            case IMAGE_OUTPUT -> usage.units(Unit.IMAGE_OUTPUT);
            case IMAGE -> usage.units(Unit.IMAGE);
            case SECOND -> usage.units(Unit.SECOND);
            case CHARACTER -> usage.units(Unit.CHARACTER);
            case SEARCH_UNIT -> usage.units(Unit.SEARCH_UNIT);
            case CODE_INTERPRETER -> usage.units(Unit.CODE_INTERPRETER);
            case FILE_SEARCH -> usage.units(Unit.FILE_SEARCH);
            case REQUEST -> 1;
        };
    }

    /** Used units by meter, without those of the call itself and without zeros. */
    static Map<Meter, Long> used(Usage usage) {
        Map<Meter, Long> units = new EnumMap<>(Meter.class);
        for (Meter meter : values()) {
            if (meter != REQUEST && meter.units(usage) > 0) {
                units.put(meter, meter.units(usage));
            }
        }
        return units;
    }
}
