package dev.keyway.filters.passthrough;

import dev.keyway.catalogue.passthrough.ListingShape;
import dev.keyway.filters.models.OfferedModel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models in the shape in which a provider lists them. */
enum NativeListing {
    OPENAI {
        @Override
        Map<String, Object> all(List<OfferedModel> models) {
            return members("object", "list", "data", entries(models));
        }

        @Override
        Map<String, Object> entry(OfferedModel model) {
            return members(
                    "id", model.id(), "object", "model", "created", model.created(), "owned_by", model.provider());
        }
    },
    ANTHROPIC {
        @Override
        Map<String, Object> all(List<OfferedModel> models) {
            Map<String, Object> page = members("data", entries(models), "has_more", false);
            page.put("first_id", models.isEmpty() ? null : models.getFirst().id());
            page.put("last_id", models.isEmpty() ? null : models.getLast().id());
            return page;
        }

        @Override
        Map<String, Object> entry(OfferedModel model) {
            return members(
                    "type",
                    "model",
                    "id",
                    model.id(),
                    "display_name",
                    model.displayName(),
                    "created_at",
                    Instant.ofEpochSecond(model.created()).toString());
        }
    },
    GEMINI {
        @Override
        Map<String, Object> all(List<OfferedModel> models) {
            return members("models", entries(models));
        }

        @Override
        Map<String, Object> entry(OfferedModel model) {
            return members(
                    "name",
                    "models/" + model.id(),
                    "displayName",
                    model.displayName(),
                    "supportedGenerationMethods",
                    methods(model.id()));
        }
    },
    COHERE {
        @Override
        Map<String, Object> all(List<OfferedModel> models) {
            return members("models", entries(models));
        }

        @Override
        Map<String, Object> entry(OfferedModel model) {
            return members("name", model.id());
        }
    };

    static NativeListing in(ListingShape shape) {
        return switch (shape) {
            case OPENAI -> OPENAI;
            case ANTHROPIC -> ANTHROPIC;
            case GEMINI -> GEMINI;
            case COHERE -> COHERE;
        };
    }

    abstract Map<String, Object> all(List<OfferedModel> models);

    abstract Map<String, Object> entry(OfferedModel model);

    List<Map<String, Object>> entries(List<OfferedModel> models) {
        return models.stream().map(this::entry).toList();
    }

    /** Callers pick models by what they can do; the listing that the gateway reads does not say it, but names do. */
    private static List<String> methods(String model) {
        if (model.contains("embedding")) {
            return List.of("embedContent", "batchEmbedContents");
        }
        return model.startsWith("imagen") ? List.of("predict") : List.of("generateContent", "countTokens");
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }
}
