package dev.keyway.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The contract stands on nothing but Java, so that both sides can use it whatever they are built on. */
class ArchitectureTests {

    private static final JavaClasses CONTRACT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.keyway.contract");

    @Test
    void standsOnJavaAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.keyway.contract..", "java..", "javax.net.ssl..", "org.jspecify.annotations..")
                .check(CONTRACT);
    }
}
