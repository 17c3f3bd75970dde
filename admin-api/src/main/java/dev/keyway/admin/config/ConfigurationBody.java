package dev.keyway.admin.config;

import dev.keyway.admin.money.MoneyText;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.JsonFaults;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.Utf8;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration as the body of a request or an answer, in YAML or JSON. */
@Component
final class ConfigurationBody extends AbstractHttpMessageConverter<Configuration> {

    /** RFC 9512. */
    static final String YAML = "application/yaml";

    private static final MediaType YAML_TYPE = MediaType.parseMediaType(YAML);
    private static final String HEAD = """
            # The configuration of Keyway: PUT it to /api/v1/config. Names are what things are known by. Not in it: provider keys,
            # tokens, people, gateways, what signs the calls of webhooks, and of a webhook's address all but its origin.
            """;

    private final ConfigurationTree trees;
    private final JsonMapper json;
    private final JsonMapper plain;
    private final Validator validator;
    private final Clock clock;

    ConfigurationBody(ConfigurationTree trees, JsonMapper json, Validator validator, Clock clock) {
        super(YAML_TYPE, MediaType.APPLICATION_JSON);
        this.trees = trees;
        this.json = json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        // A plain scalar of YAML is a number only by its looks.
        this.plain = this.json
                .rebuild()
                .addModule(MoneyText.module(MoneyText.Numbers.TAKEN))
                .build();
        this.validator = validator;
        this.clock = clock;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Configuration.class;
    }

    @Override
    protected Configuration readInternal(Class<? extends Configuration> type, HttpInputMessage request)
            throws IOException {
        byte[] bytes = request.getBody().readAllBytes();
        MediaType given = request.getHeaders().getContentType();
        boolean yaml = given != null && given.isCompatibleWith(YAML_TYPE);
        JsonNode tree = yaml ? YamlTree.read(Utf8.text(bytes, ErrorCode.INVALID_YAML), clock) : json(bytes);
        Faults faults = new Faults();
        Configuration file = new RecordReader(yaml ? plain : json, faults).read(tree, Configuration.class, "");
        if (file != null) {
            new Checks(validator, faults).all(file);
        }
        faults.throwIfAny();
        return Objects.requireNonNull(file);
    }

    @Override
    protected void writeInternal(Configuration configuration, HttpOutputMessage answer) throws IOException {
        MediaType given = answer.getHeaders().getContentType();
        JsonNode tree = trees.of(configuration);
        String text = given != null && given.isCompatibleWith(YAML_TYPE)
                ? HEAD + YamlText.of(tree)
                : json.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        answer.getBody().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode json(byte[] bytes) {
        try {
            return json.readTree(Utf8.text(bytes, ErrorCode.INVALID_JSON));
        } catch (JacksonException e) {
            throw ProblemException.of(ErrorCode.INVALID_JSON, JsonFaults.place(e));
        }
    }
}
