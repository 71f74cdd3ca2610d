package ticketing.gateway;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operation has, that of a fragment counted wherever it is used.
 *
 * @param rootFields of Query or Mutation
 * @param aliases in all
 */
record DocumentShape(int rootFields, int aliases) {

  private static final DocumentShape NOTHING = new DocumentShape(0, 0);

  /**
   * @param valid without fragments that are missing or use themselves
   * @return the most that any of its operations has
   */
  static DocumentShape of(Document valid) {
    var fragments = new HashMap<String, FragmentDefinition>();
    valid
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> fragments.put(fragment.getName(), fragment));
    var counting = new Counting(fragments, new HashMap<>());
    return valid.getDefinitionsOfType(OperationDefinition.class).stream()
        .map(operation -> counting.of(operation.getSelectionSet()))
        .reduce(
            NOTHING,
            (one, other) ->
                new DocumentShape(
                    Math.max(one.rootFields, other.rootFields),
                    Math.max(one.aliases, other.aliases)));
  }

  private DocumentShape plus(DocumentShape other) {
    return new DocumentShape(rootFields + other.rootFields, aliases + other.aliases);
  }

  /** Each fragment once. The sums stay small, as the fields do, which are limited. */
  private record Counting(
      Map<String, FragmentDefinition> fragments, Map<String, DocumentShape> counted) {

    DocumentShape of(@Nullable SelectionSet selections) {
      var all = NOTHING;
      if (selections != null) {
        for (var selection : selections.getSelections()) {
          all =
              all.plus(
                  switch (selection) {
                    case Field field -> of(field);
                    case InlineFragment inline -> of(inline.getSelectionSet());
                    case FragmentSpread spread -> of(spread.getName());
                    default -> throw new IllegalArgumentException(selection.toString());
                  });
        }
      }
      return all;
    }

    private DocumentShape of(Field field) {
      var inside = of(field.getSelectionSet());
      return new DocumentShape(1, inside.aliases + (field.getAlias() == null ? 0 : 1));
    }

    private DocumentShape of(String fragment) {
      @Nullable DocumentShape known = counted.get(fragment);
      if (known == null) {
        known = of(Objects.requireNonNull(fragments.get(fragment)).getSelectionSet());
        counted.put(fragment, known);
      }
      return known;
    }
  }
}
