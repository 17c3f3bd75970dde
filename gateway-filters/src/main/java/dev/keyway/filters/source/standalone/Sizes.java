package dev.keyway.filters.source.standalone;

import dev.keyway.env.Variables;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** Sizes of variables. */
final class Sizes {

    private Sizes() {}

    static Optional<DataSize> read(Variables variables, String name) {
        return variables.read(name, "must be a size above 0 such as 20MB, at most 2 GiB for one body", value -> {
            DataSize size = DataSize.parse(value);
            return size.toBytes() < 1 ? null : size;
        });
    }
}
