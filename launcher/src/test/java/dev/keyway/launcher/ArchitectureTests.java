package dev.keyway.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The launcher starts the programs and contains none of them. */
class ArchitectureTests {

    private static final JavaClasses LAUNCHER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.keyway.launcher");

    @Test
    void usesTheDatabaseAndWhatAllProgramsShare() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.keyway.launcher..",
                        "dev.keyway.contract..",
                        "dev.keyway.catalogue..",
                        "dev.keyway.env..",
                        "dev.keyway.db..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify.annotations..",
                        "tools.jackson..")
                .check(LAUNCHER);
    }

    @Test
    void noPackagesUseEachOther() {
        slices().matching("dev.keyway.launcher.(*)..").should().beFreeOfCycles().check(LAUNCHER);
    }
}
