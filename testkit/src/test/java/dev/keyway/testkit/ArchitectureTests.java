package dev.keyway.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The fake provider judges the gateway, so it must share nothing with it. */
class ArchitectureTests {

    private static final JavaClasses TESTKIT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.keyway.testkit");

    @Test
    void sharesNoCodeWithWhatItTests() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.keyway.filters..",
                        "dev.keyway.gateway..",
                        "dev.keyway.catalogue..",
                        "dev.keyway.contract..",
                        "org.springframework..")
                .check(TESTKIT);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.keyway.testkit.(*)..").should().beFreeOfCycles().check(TESTKIT);
    }
}
