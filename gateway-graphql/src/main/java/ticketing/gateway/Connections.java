package ticketing.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a contracts' {@code Page} as a connection. Its items are the edges as they stand. */
final class Connections {

  private static final Map<String, SourceFetcher> CONNECTION =
      Map.of(
          "edges", SourceFetcher.component("items"),
          "nodes", new SourceFetcher(Connections::nodes),
          "pageInfo", new SourceFetcher(page -> page));

  private static final Map<String, SourceFetcher> PAGE_INFO =
      Map.of(
          "hasNextPage", new SourceFetcher(page -> page.get("next") != null),
          "endCursor", new SourceFetcher(Connections::endCursor));

  private Connections() {}

  static Optional<SourceFetcher> fetcher(String type, String field) {
    if (type.endsWith("Connection")) {
      return Optional.ofNullable(CONNECTION.get(field));
    }
    return type.equals("PageInfo") ? Optional.ofNullable(PAGE_INFO.get(field)) : Optional.empty();
  }

  /** What of a page a field shows, as its service describes it; empty if that is no page. */
  static Optional<ApiSchema> shown(String field, ApiSchema page) {
    Optional<ApiSchema> items = page.property("items");
    return switch (field) {
      case "edges" -> items;
      case "nodes" ->
          items
              .flatMap(ApiSchema::items)
              .flatMap(edge -> edge.property("node"))
              .map(ApiSchema::arrayOf);
      default -> Optional.of(page);
    };
  }

  private static List<?> items(Map<?, ?> page) {
    return page.get("items") instanceof List<?> items ? items : List.of();
  }

  private static Object nodes(Map<?, ?> page) {
    return items(page).stream().map(item -> component(item, "node")).toList();
  }

  /** Of the last edge, also at the end: what is added later is found behind it. */
  private static @Nullable Object endCursor(Map<?, ?> page) {
    var items = items(page);
    return items.isEmpty() ? null : component(items.getLast(), "cursor");
  }

  private static @Nullable Object component(@Nullable Object item, String name) {
    return item instanceof Map<?, ?> map ? map.get(name) : null;
  }
}
