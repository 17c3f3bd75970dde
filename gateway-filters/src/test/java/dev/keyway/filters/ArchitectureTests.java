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
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** Which package may use which, and what no code of the plugin may do. */
class ArchitectureTests {

    private static final String ROOT = "dev.keyway.filters";
    private static final String POOL = ROOT + ".keypool";

    /**
     * The floors of the house, from the top: a package uses those of the floors below, and of its own floor without a cycle.
     * Auto-configurations are wiring: they use what they wire, wherever it is. A new package takes its place here and in
     * docs/architecture.md.
     */
    private static final List<List<String>> FLOORS = List.of(
            List.of("source"),
            List.of("edge", "passthrough", "route"),
            List.of("serving", "admission", "call"),
            List.of("request"),
            List.of("observe", "requestlog", "trace", "poolstate", "shipping", "spend"),
            List.of("models", "snapshot"),
            List.of("provider", "caller", "sanitize", "stored", "usage", "record", "limit"),
            List.of("upstream", "downstream", "metering", "keypool", "control"),
            List.of("settings", "stream", "restream", "failover", "quota", "tokencount", "spool"),
            List.of("model", "body", "dialect", "endpoint", "problem"));

    /** Where reactive code is started or waited for, each with its reason. */
    private static final Set<String> SHELLS = Set.of(
            // Turns a client's body into one buffer, and must be able to stop reading at the bound.
            ROOT + ".body.BodyReader",
            // Hands what reactor-netty's client signals over to the state machine of an exchange.
            ROOT + ".upstream.transport.ReactorExchange",
            // Calls the admin service on threads of the control plane and bounds how long a response takes.
            ROOT + ".control.ControlClient",
            // Waits for the response to a test of a key, on the thread of the control plane that carries out commands.
            ROOT + ".source.managed.KeyTest",
            // Looks at all routes once, on the main thread, before the server takes its first request.
            ROOT + ".route.TerminalFilterCheck");

    /** Classes of {@code request} that read the HTTP request or write the HTTP response. The others decide, without HTTP types. */
    private static final List<String> HTTP_OF_REQUESTS = List.of(
            "ClientHeaders", "ClientLoop", "ErrorResponse", "RequestLifecycles", "RequestReader", "StageAttribute");

    private static final JavaClasses PLUGIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packagesUseTheirFloorAndThoseBelowOnly() {
        classes().that(areNotWiring()).should(useNoFloorAbove()).check(PLUGIN);
    }

    @Test
    void noPackagesUseEachOther() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(isWiring(), DescribedPredicate.alwaysTrue())
                .check(PLUGIN);
    }

    @Test
    void partsOfTheKeyPoolDoNotUseThePool() {
        noClasses()
                .that()
                .resideInAnyPackage(POOL, POOL + ".timing", POOL + ".cooldown", POOL + ".fault")
                .or()
                .resideInAnyPackage(POOL + ".concurrency", POOL + ".pacing", POOL + ".choice", POOL + ".queue")
                .should()
                .dependOnClassesThat(resideInAPackage(POOL + ".inmemory"))
                .check(PLUGIN);
    }

    @Test
    void theSnapshotAloneConstructsTheKeyPool() {
        noClasses()
                .that()
                .resideOutsideOfPackages(POOL + ".inmemory", ROOT + ".snapshot")
                .should()
                .dependOnClassesThat(resideInAPackage(POOL + ".inmemory"))
                .because("all others use the interface KeyPool")
                .check(PLUGIN);
    }

    @Test
    void everyPackageIsOnOneFloor() {
        Set<String> packages =
                PLUGIN.stream().map(ArchitectureTests::feature).collect(Collectors.toCollection(TreeSet::new));
        assertThat(FLOORS.stream().flatMap(List::stream).toList()).containsExactlyInAnyOrderElementsOf(packages);
    }

    @Test
    void theManagedSourceKnowsNoOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".source.managed..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".source.host"))
                .orShould()
                .dependOnClassesThat(resideInAPackage(ROOT + ".source.standalone"))
                .check(PLUGIN);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".source", ROOT + ".source.host", ROOT + ".source.standalone")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".source.managed.."))
                .check(PLUGIN);
    }

    @Test
    void sourcesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".source.host")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".source.standalone"))
                .check(PLUGIN);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".source", ROOT + ".source.standalone")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".source.host"))
                .check(PLUGIN);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".source")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".source.standalone"))
                .check(PLUGIN);
    }

    @Test
    void theTransportDoesNotKnowWhatItCarries() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".upstream.transport")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".upstream"))
                .check(PLUGIN);
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
                .callMethodWhere(JavaCall.Predicates.target(
                                nameMatching("block.*|subscribe|subscribeWith|toFuture|toIterable|toStream"))
                        .and(targetOwnerIsPublisher()))
                .check(PLUGIN);
    }

    @Test
    void onlyDeclaredShellsWaitForFutures() {
        DescribedPredicate<JavaClass> future = assignableTo(Future.class);
        noClasses()
                .that(areNotShells())
                .should()
                .callMethodWhere(JavaCall.Predicates.target(nameMatching("get|join|sync.*|await.*"))
                        .and(DescribedPredicate.describe(
                                "of a future",
                                call -> future.test(call.getTarget().getOwner()))))
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
                        ROOT + ".control..",
                        ROOT + ".source..",
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
                .that(areNotWiring())
                .and()
                .resideInAnyPackage(
                        ROOT + ".problem..",
                        ROOT + ".endpoint..",
                        ROOT + ".dialect..",
                        ROOT + ".stream..",
                        ROOT + ".restream..",
                        ROOT + ".stored..",
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
        noClasses()
                .that(areNotWiring())
                .and()
                .resideInAPackage(ROOT + ".request")
                .and()
                .haveNameNotMatching(ROOT + "\\.request\\.(" + String.join("|", HTTP_OF_REQUESTS) + ")")
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

    private static int floor(JavaClass type) {
        String feature = feature(type);
        for (int i = 0; i < FLOORS.size(); i++) {
            if (FLOORS.get(i).contains(feature)) {
                return i;
            }
        }
        throw new IllegalStateException("the package " + feature + " is on no floor");
    }

    private static ArchCondition<JavaClass> useNoFloorAbove() {
        return new ArchCondition<>("use no package of a floor above, of " + FLOORS) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass used = dependency.getTargetClass().getBaseComponentType();
                    boolean ours = used.getPackageName().startsWith(ROOT + ".");
                    if (ours && floor(used) < floor(type)) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static DescribedPredicate<JavaClass> isWiring() {
        return DescribedPredicate.describe(
                "is an auto-configuration", type -> outermost(type).isAnnotatedWith(AutoConfiguration.class));
    }

    private static DescribedPredicate<JavaClass> areNotWiring() {
        return DescribedPredicate.describe(
                "are not auto-configurations", type -> !isWiring().test(type));
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost;
    }

    private static DescribedPredicate<JavaClass> areNotShells() {
        return DescribedPredicate.describe(
                "are not declared shells",
                type -> !SHELLS.contains(outermost(type).getName()));
    }

    private static DescribedPredicate<JavaCall<?>> targetOwnerIsPublisher() {
        DescribedPredicate<JavaClass> publisher = assignableTo(Publisher.class);
        return DescribedPredicate.describe(
                "of a publisher", call -> publisher.test(call.getTarget().getOwner()));
    }
}
