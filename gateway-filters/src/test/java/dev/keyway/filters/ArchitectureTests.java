package dev.keyway.filters;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Which package may use which, and what no code of the plugin may do. */
class ArchitectureTests {

    private static final String ROOT = "dev.keyway.filters";
    private static final String POOL = ROOT + ".keypool";

    /** In the order in which a request travels: a package uses those before it only. A new package takes its place here. */
    private static final List<String> ORDER = List.of(
            "problem",
            "endpoint",
            "body",
            "dialect",
            "stream",
            "restream",
            "spool",
            "failover",
            "quota",
            "model",
            "keypool",
            "settings",
            "tokencount",
            "caller",
            "downstream",
            "metering",
            "upstream",
            "sanitize",
            "provider",
            "snapshot",
            "models",
            "record",
            "requestlog",
            "trace",
            "usage",
            "poolstate",
            "stored",
            "request",
            "admission",
            "call",
            "serving",
            "route",
            "edge",
            "passthrough",
            "observe",
            "source",
            "autoconfigure");

    /** Where reactive code is started or waited for, each with its reason. */
    private static final Set<String> SHELLS = Set.of(
            // Turns a client's body into one buffer, and must be able to stop reading at the bound.
            ROOT + ".body.BodyReader",
            // Hands what reactor-netty's client signals over to the state machine of an exchange.
            ROOT + ".upstream.transport.ReactorExchange",
            // Looks at all routes once, on the main thread, before the server takes its first request.
            ROOT + ".route.TerminalFilterCheck");

    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesUseThoseBeforeThemOnly() {
        classes().should(useEarlierPackagesOnly()).check(PLUGIN);
    }

    @Test
    void partsOfTheKeyPoolDoNotUseThePool() {
        noClasses()
                .that()
                .resideInAnyPackage(POOL, POOL + ".timing", POOL + ".cooldown", POOL + ".fault")
                .or()
                .resideInAnyPackage(POOL + ".pacing", POOL + ".choice", POOL + ".queue")
                .should()
                .dependOnClassesThat(resideInAPackage(POOL + ".memory"))
                .check(PLUGIN);
        slices().matching(POOL + ".(*)").should().beFreeOfCycles().check(PLUGIN);
    }

    @Test
    void theSnapshotAloneConstructsTheKeyPool() {
        noClasses()
                .that()
                .resideOutsideOfPackages(POOL + ".memory", ROOT + ".snapshot")
                .should()
                .dependOnClassesThat(resideInAPackage(POOL + ".memory"))
                .because("all others use the interface KeyPool")
                .check(PLUGIN);
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        Set<String> packages =
                PLUGIN.stream().map(ArchitectureTests::feature).collect(Collectors.toCollection(TreeSet::new));
        assertThat(ORDER).containsAll(packages);
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
                .check(PLUGIN);
    }

    @Test
    void onlyDeclaredShellsSubscribeOrBlock() {
        noClasses()
                .that(areNotShells())
                .should()
                .callMethodWhere(
                        JavaCall.Predicates.target(nameMatching("block.*|subscribe|toFuture|toIterable|toStream"))
                                .and(targetOwnerIsPublisher()))
                .check(PLUGIN);
    }

    @Test
    void nothingSleepsOrWaits() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Object.class, "wait")
                .orShould()
                .callMethod(Object.class, "wait", long.class)
                .check(PLUGIN);
    }

    @Test
    void noExpressionIsMadeOfText() {
        noClasses()
                .should()
                .callMethod(java.util.regex.Pattern.class, "quote", String.class)
                .because("a Glob matches patterns in linear time")
                .check(PLUGIN);
    }

    @Test
    void noRouteOfKeywaysOwnAnswersWithoutACaller() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".edge.CallersRoutes")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.web.reactive.function.server.RouterFunctions")
                .because("CallersRoutes demands a caller for every endpoint")
                .check(PLUGIN);
    }

    @Test
    void theConsoleIsWrittenToByLoggersOnly() {
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(PLUGIN);
        noClasses()
                .that()
                // Says why the gateway cannot start, when logging may not stand yet.
                .doNotHaveFullyQualifiedName(ROOT + ".source.standalone.StartFailure")
                .and()
                // Is where the access log's lines are written.
                .doNotHaveFullyQualifiedName(ROOT + ".observe.LineAppender")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(PLUGIN);
    }

    @Test
    void secretsAreNotStrings() {
        fields().that()
                .haveNameMatching("(?i).*(apiKey|token|secret|password|credential)|key|keys")
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(
                        ROOT + ".settings..",
                        ROOT + ".model..",
                        ROOT + ".keypool..",
                        ROOT + ".caller..",
                        ROOT + ".provider..")
                .should()
                .notHaveRawType(String.class)
                .allowEmptyShould(true)
                .check(PLUGIN);
    }

    @Test
    void theFakeProviderIsForTestsOnly() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.keyway.testkit.."))
                .check(PLUGIN);
    }

    @Test
    void decisionsKnowNoSpring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".problem..",
                        ROOT + ".dialect..",
                        ROOT + ".stream..",
                        ROOT + ".spool..",
                        ROOT + ".failover..",
                        ROOT + ".quota..",
                        ROOT + ".model..",
                        ROOT + ".keypool..",
                        ROOT + ".sanitize..",
                        ROOT + ".tokencount..",
                        ROOT + ".call..",
                        ROOT + ".record..",
                        ROOT + ".usage..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(PLUGIN);
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

    private static DescribedPredicate<JavaClass> areNotShells() {
        return DescribedPredicate.describe("are not declared shells", type -> {
            JavaClass outermost = type;
            while (outermost.getEnclosingClass().isPresent()) {
                outermost = outermost.getEnclosingClass().get();
            }
            return !SHELLS.contains(outermost.getName());
        });
    }

    private static DescribedPredicate<JavaCall<?>> targetOwnerIsPublisher() {
        DescribedPredicate<JavaClass> publisher = assignableTo(Publisher.class);
        return DescribedPredicate.describe(
                "of a publisher", call -> publisher.test(call.getTarget().getOwner()));
    }
}
