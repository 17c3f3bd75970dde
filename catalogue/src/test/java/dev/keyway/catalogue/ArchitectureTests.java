package dev.keyway.catalogue;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The catalogue knows providers, models and prices, and no framework. */
class ArchitectureTests {

    private static final JavaClasses CATALOGUE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.keyway.catalogue");

    @Test
    void usesJsonAndCsvLibrariesOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.keyway.catalogue..",
                        "dev.keyway.contract..",
                        "java..",
                        "org.jspecify.annotations..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "de.siegmar.fastcsv..")
                .check(CATALOGUE);
    }

    @Test
    void makesNoExpressionOfText() {
        noClasses()
                .should()
                .callMethod(Pattern.class, "quote", String.class)
                .because("a Glob matches patterns in linear time")
                .check(CATALOGUE);
    }
}
