package dev.keyway.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which package may use which, and what no code of the admin service may do. */
class ArchitectureTests {

    private static final String ROOT = "dev.keyway.admin";
    private static final Path PAGE = Path.of("..", "docs", "admin-architecture.md");

    /**
     * From what all stand on to what stands on all: a package uses those before it only. A new package takes its place here and in
     * docs/admin-architecture.md.
     */
    private static final List<String> ORDER = List.of(
            "log",
            "problem",
            "wire",
            "query",
            "naming",
            "money",
            "caller",
            "body",
            "database",
            "address",
            "identity",
            "secret",
            "paging",
            "label",
            "edit",
            "tenancy",
            "revision",
            "audit",
            "change",
            "idempotency",
            "bulk",
            "reference",
            "security",
            "user",
            "signin",
            "oidc",
            "tenant",
            "token",
            "policy",
            "provider",
            "providerkey",
            "userkey",
            "price",
            "alias",
            "alert",
            "gateway",
            "usage",
            "pool",
            "statement",
            "erasure",
            "budget",
            "publish",
            "config",
            "version",
            "installation",
            "search",
            "overview",
            "openapi",
            "ui",
            "demo",
            "bootstrap",
            "check",
            "start",
            "");

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesUseThoseBeforeThemOnly() {
        classes().should(useEarlierPackagesOnly()).check(SERVICE);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(ORDER).containsExactlyInAnyOrderElementsOf(packages());
    }

    @Test
    void everyPackageIsDescribedOnThePage() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## Packages"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("`", -1)[1])
                .toList();
        Set<String> packages = packages();
        packages.remove("");
        assertThat(rows).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void packagesAreNamedAfterFeatures() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..common..",
                        "..support..",
                        "..helper..",
                        "..manager..",
                        "..impl..",
                        "..dto..",
                        "..service..")
                .check(SERVICE);
    }

    @Test
    void theGatewayAndTheTestsAreStrangers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.keyway.filters..", "dev.keyway.testkit..", "io.zonky..")
                .check(SERVICE);
    }

    @Test
    void nothingSleepsOrWaitsByTheClock() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Object.class, "wait", long.class)
                .check(SERVICE);
    }

    @Test
    void noExpressionIsMadeOfText() {
        noClasses()
                .should()
                .callMethod(java.util.regex.Pattern.class, "quote", String.class)
                .because("a Glob matches patterns in linear time")
                .check(SERVICE);
    }

    @Test
    void theTimeIsAskedOfTheClock() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .check(SERVICE);
    }

    private static Set<String> packages() {
        return SERVICE.stream().map(ArchitectureTests::feature).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String feature(JavaClass type) {
        String rest =
                type.getPackageName().substring(Math.min(type.getPackageName().length(), ROOT.length() + 1));
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    private static ArchCondition<JavaClass> useEarlierPackagesOnly() {
        return new ArchCondition<>("use packages before their own only, in the order " + ORDER) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass used = dependency.getTargetClass().getBaseComponentType();
                    boolean ours = used.getPackageName().startsWith(ROOT + ".");
                    if (ours && ORDER.indexOf(feature(used)) > ORDER.indexOf(feature(type))) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }
}
