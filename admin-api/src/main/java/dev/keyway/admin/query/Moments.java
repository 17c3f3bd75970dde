package dev.keyway.admin.query;

import dev.keyway.admin.problem.StorableMoment;
import java.time.Instant;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads moments in queries as the API's description has them, and not as numbers. */
@Configuration(proxyBeanMethods = false)
class Moments implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Instant.class, (Converter<String, Instant>) Moments::moment);
    }

    private static Instant moment(String text) {
        return StorableMoment.of(Instant.parse(text));
    }
}
