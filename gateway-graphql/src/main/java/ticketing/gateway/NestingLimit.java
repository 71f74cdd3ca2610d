package ticketing.gateway;

import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationValidationParameters;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.validation.ValidationError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses documents whose selections are nested deeper than any that is meant well: the limit on
 * fields does not count fragments, and validation takes stack for each.
 */
final class NestingLimit extends SimplePerformantInstrumentation {

  static final int MOST = 100;

  @Override
  public InstrumentationContext<List<ValidationError>> beginValidation(
      InstrumentationValidationParameters parameters, @Nullable InstrumentationState state) {
    check(parameters.getDocument());
    return SimpleInstrumentationContext.noOp();
  }

  private static void check(Document document) {
    var fragments = new HashMap<String, SelectionSet>();
    for (var fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
      fragments.put(fragment.getName(), fragment.getSelectionSet());
    }
    var walk = new Walk(fragments, new HashMap<>());
    fragments.keySet().forEach(fragment -> walk.of(fragment, 0));
    for (var operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      walk.of(operation.getSelectionSet(), 0);
    }
  }

  /** Each fragment once, and never deeper than is allowed. */
  private record Walk(Map<String, SelectionSet> fragments, Map<String, Integer> known) {

    int of(@Nullable SelectionSet selections, int above) {
      if (selections == null) {
        return 0;
      }
      check(above + 1);
      int deepest = 0;
      for (var selection : selections.getSelections()) {
        int depth =
            switch (selection) {
              case Field field -> of(field.getSelectionSet(), above + 1);
              case InlineFragment inline -> of(inline.getSelectionSet(), above + 1);
              case FragmentSpread spread -> of(spread.getName(), above + 1);
              default -> throw new IllegalArgumentException(selection.toString());
            };
        deepest = Math.max(deepest, depth);
      }
      return deepest + 1;
    }

    int of(String fragment, int above) {
      @Nullable Integer depth = known.get(fragment);
      if (depth == null) {
        // One that uses itself ends here; validation finds it.
        known.put(fragment, 0);
        depth = of(fragments.get(fragment), above);
        known.put(fragment, depth);
      }
      check(above + depth);
      return depth;
    }

    private static void check(int depth) {
      if (depth > MOST) {
        throw new AbortExecutionException(
            "Selections are nested more than " + MOST + " deep, fragments included.");
      }
    }
  }
}
