package dev.keyway.env;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Programs with and without Spring read the same file. */
class ArchitectureTests {

    private static final JavaClasses ENV = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.keyway.env");

    @Test
    void usesJavaContractAndCatalogueOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.keyway.env..",
                        "dev.keyway.contract..",
                        "dev.keyway.catalogue..",
                        "java..",
                        "org.jspecify.annotations..")
                .check(ENV);
    }
}
