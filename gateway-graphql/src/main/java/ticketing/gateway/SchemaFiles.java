package ticketing.gateway;

import graphql.language.AstTransformer;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The schema as it is written.
 *
 * @param rest the directive that maps fields to calls, for the gateway alone
 * @param types what clients see, annotated with it
 */
record SchemaFiles(String rest, String types) {

  private static final List<String> FAMILIES =
      List.of("common", "auth", "tickets", "orders", "payments");

  static SchemaFiles load() {
    return new SchemaFiles(
        text("rest"), FAMILIES.stream().map(SchemaFiles::text).collect(Collectors.joining("\n")));
  }

  private static String text(String name) {
    var file = "/schema/" + name + ".graphqls";
    try (var in = Objects.requireNonNull(SchemaFiles.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the directive, checked against its definition; answers nothing. */
  GraphQLSchema annotated() {
    return new SchemaGenerator()
        .makeExecutableSchema(new SchemaParser().parse(rest + types), RuntimeWiring.MOCKED_WIRING);
  }

  /** As clients see it: without the directive. */
  GraphQLSchema served(RuntimeWiring wiring) {
    var plain = (Document) new AstTransformer().transform(parse(types), new WithoutRest());
    return new SchemaGenerator()
        .makeExecutableSchema(new SchemaParser().buildRegistry(plain), wiring);
  }

  private static Document parse(String text) {
    return new Parser()
        .parseDocument(
            ParserEnvironment.newParserEnvironment()
                .document(text)
                .parserOptions(ParserOptions.getDefaultSdlParserOptions())
                .build());
  }

  private static final class WithoutRest extends NodeVisitorStub {
    @Override
    public TraversalControl visitDirective(Directive node, TraverserContext<Node> context) {
      return node.getName().equals(RestMapping.DIRECTIVE)
          ? TreeTransformerUtil.deleteNode(context)
          : TraversalControl.CONTINUE;
    }
  }
}
