package dev.keyway.admin.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Swagger UI at {@code /swagger-ui/index.html}, where it is asked for. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SwaggerSettings.class)
class SwaggerUi implements WebMvcConfigurer {

    private static final String PAGE = "classpath*:/META-INF/resources/webjars/swagger-ui/*/index.html";

    private final SwaggerSettings settings;

    SwaggerUi(SwaggerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        if (settings.ui()) {
            registry.addResourceHandler("/swagger-ui/**")
                    .addResourceLocations(new ClassPathResource("ui/", SwaggerUi.class), library());
        }
    }

    private static Resource library() {
        try {
            return new PathMatchingResourcePatternResolver().getResources(PAGE)[0].createRelative("./");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
