package dev.keyway.admin.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyway.admin.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The contract as JSON: members that are not known are ignored, and those that are null are not written. */
@Component
public final class Wire {

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxStringLength(1 << 16)
            .maxNameLength(1000)
            .maxNumberLength(100)
            .maxNestingDepth(50)
            .build();

    private final JsonMapper json = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(BOUNDS).build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** @throws ProblemException if it is invalid */
    public <T> T read(InputStream body, Class<T> type) throws IOException {
        T value = json.readValue(body.readAllBytes(), type);
        if (value == null) {
            throw ProblemException.invalid("body", "must be an object");
        }
        return value;
    }

    /** Closing it neither closes nor flushes what it writes to. */
    public JsonGenerator write(OutputStream out) {
        return json.createGenerator(out);
    }
}
