package ticketing.e2e;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the house rules ask of a Java file, as javac's parser reads it.
 *
 * @param packageAnnotations by the names they are written with, as all annotations here
 * @param types the simple names of the types in it
 * @param blocks its methods, constructors and initializers
 * @param calls what is called, as it is written: {@code Thread.sleep}
 */
record HouseRulesSource(
    Path file,
    String packageName,
    List<String> packageAnnotations,
    List<String> imports,
    List<String> types,
    List<String> annotations,
    List<Block> blocks,
    List<String> calls) {

  record Block(String name, long lines) {}

  /** Parses the files; what they use need not be there. */
  static List<HouseRulesSource> parse(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      var units = manager.getJavaFileObjectsFromPaths(files);
      var task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
      var sources = new ArrayList<HouseRulesSource>();
      for (CompilationUnitTree unit : task.parse()) {
        sources.add(new Reader(unit, Trees.instance(task).getSourcePositions()).read());
      }
      return List.copyOf(sources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> imports = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> annotations = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    HouseRulesSource read() {
      scan(unit, null);
      return new HouseRulesSource(
          Path.of(unit.getSourceFile().toUri()),
          String.valueOf(unit.getPackageName()),
          unit.getPackageAnnotations().stream().map(Reader::name).toList(),
          imports,
          types,
          annotations,
          blocks,
          calls);
    }

    @Override
    public @Nullable Void visitImport(ImportTree node, @Nullable Void unused) {
      imports.add(node.getQualifiedIdentifier().toString());
      return super.visitImport(node, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree node, @Nullable Void unused) {
      types.add(node.getSimpleName().toString());
      for (Tree member : node.getMembers()) {
        if (member instanceof BlockTree initializer) {
          measure("initializer", initializer);
        }
      }
      return super.visitClass(node, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree node, @Nullable Void unused) {
      measure(node.getName().toString(), node);
      return super.visitMethod(node, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree node, @Nullable Void unused) {
      calls.add(node.getMethodSelect().toString());
      return super.visitMethodInvocation(node, null);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree node, @Nullable Void unused) {
      annotations.add(name(node));
      return super.visitAnnotation(node, null);
    }

    private static String name(AnnotationTree annotation) {
      return annotation.getAnnotationType().toString();
    }

    private void measure(String name, Tree tree) {
      long first = line(positions.getStartPosition(unit, tree));
      long last = line(positions.getEndPosition(unit, tree));
      blocks.add(new Block(name, last - first + 1));
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
