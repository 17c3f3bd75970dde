package dev.keyway.admin.openapi;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What Javadoc says of the records and the controllers, so that it need not be said twice. */
final class Sources {

    private static final Path MAIN = Path.of("src", "main", "java");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> members = new HashMap<>();

    private Sources() {}

    static Sources read() {
        Sources sources = new Sources();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(MAIN);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(java));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                sources.new Scanner(docs, String.valueOf(unit.getPackageName())).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    /** Empty if nothing is said. */
    String of(Class<?> type) {
        return types.getOrDefault(type.getCanonicalName(), "");
    }

    /** Of a record's component, or of a method. */
    String of(Class<?> type, String member) {
        return members.getOrDefault(type.getCanonicalName() + "#" + member, "");
    }

    private static String text(List<? extends DocTree> parts) {
        return parts.stream()
                .map(String::valueOf)
                .collect(Collectors.joining())
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\{@link(?:plain)? #?([^} ]*)(?: [^}]*)?}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees docs;
        private String name;

        Scanner(DocTrees docs, String name) {
            this.docs = docs;
            this.name = name;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
            String outer = name;
            name = outer + "." + type.getSimpleName();
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                types.put(name, text(comment.getFullBody()));
                keepParameters(comment, name + "#");
            }
            super.visitClass(type, null);
            name = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
            DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                members.put(name + "#" + method.getName(), text(comment.getFullBody()));
                keepParameters(comment, name + "#" + method.getName() + "#");
            }
            return null;
        }

        private void keepParameters(DocCommentTree comment, String prefix) {
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ParamTree parameter) {
                    members.put(prefix + parameter.getName(), text(parameter.getDescription()));
                }
            }
        }
    }
}
