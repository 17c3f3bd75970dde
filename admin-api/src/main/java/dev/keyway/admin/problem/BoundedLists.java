package dev.keyway.admin.problem;

import jakarta.validation.constraints.Size;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;

/**
 * Lists in JSON, refused while they are read if they are longer than their {@link Size} permits or contain null. Bean validation
 * would check every element of a list that is too long, and its effort grows with the square of the faults.
 */
final class BoundedLists extends DelegatingDeserializer {

    private final int most;

    private BoundedLists(ValueDeserializer<?> elements, int most) {
        super(elements);
        this.most = most;
    }

    static JacksonModule module() {
        return new SimpleModule("bounded lists").setDeserializerModifier(new ValueDeserializerModifier() {
            @Override
            public ValueDeserializer<?> modifyCollectionDeserializer(
                    DeserializationConfig config,
                    CollectionType type,
                    BeanDescription.Supplier description,
                    ValueDeserializer<?> deserializer) {
                return new BoundedLists(deserializer, Integer.MAX_VALUE);
            }
        });
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> elements) {
        return new BoundedLists(elements, most);
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        Size size = property == null ? null : property.getAnnotation(Size.class);
        return new BoundedLists(
                context.handleSecondaryContextualization(_delegatee, property, context.constructType(handledType())),
                size == null ? most : size.max());
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
        Object read = super.deserialize(parser, context);
        if (read instanceof Collection<?> list) {
            if (list.size() > most) {
                throw new IllegalArgumentException("must have at most " + most + " elements");
            }
            int place = 0;
            for (Object element : list) {
                if (element == null) {
                    throw DatabindException.wrapWithPath(
                            context,
                            new IllegalArgumentException("must not be null"),
                            new JacksonException.Reference(list, place));
                }
                place++;
            }
        }
        return read;
    }
}
