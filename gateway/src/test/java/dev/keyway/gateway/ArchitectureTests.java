package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The gateway is the plugin and its configuration. */
class ArchitectureTests {

    private static final JavaClasses GATEWAY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.keyway.gateway");

    @Test
    void holdsNoLogic() {
        assertThat(GATEWAY)
                .filteredOn(type -> !type.getSimpleName().equals("package-info"))
                .extracting(JavaClass::getName)
                .containsExactly(GatewayApplication.class.getName());
        assertThat(GATEWAY.get(GatewayApplication.class).getMethods())
                .extracting(JavaMethod::getName)
                .containsExactly("main");
    }
}
