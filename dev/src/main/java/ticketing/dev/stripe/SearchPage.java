package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.function.Predicate;

/**
 * Which part of what was found is asked for.
 *
 * @param limit 1 to 100
 * @param page where the part before ended
 * @see <a href="https://docs.stripe.com/search#paginating">Stripe's pages of search results</a>
 */
record SearchPage(int limit, Optional<String> page) {

  static SearchPage from(Params params) {
    return new SearchPage(Listing.limit(params), params.text("page"));
  }

  /** Newest first, of things that come oldest first. */
  <T extends Entity> ObjectNode of(String url, SequencedCollection<T> things, Predicate<T> wanted) {
    if (page.isPresent() && things.stream().noneMatch(thing -> ends(thing))) {
      throw StripeError.invalid("Invalid page: " + page.get(), "page");
    }
    var found =
        things.reversed().stream()
            .dropWhile(thing -> page.isPresent() && !ends(thing))
            .skip(page.isPresent() ? 1 : 0)
            .filter(wanted)
            .limit(limit + 1L)
            .toList();
    var shown = found.stream().limit(limit).toList();
    boolean more = found.size() > limit;
    var view =
        Json.MAPPER
            .createObjectNode()
            .put("object", "search_result")
            .put("has_more", more)
            .put("next_page", more ? cursor(shown.getLast()) : null)
            .put("url", url);
    var data = view.putArray("data");
    shown.stream().map(Views::of).forEach(data::add);
    return view;
  }

  private boolean ends(Entity thing) {
    return page.filter(cursor(thing)::equals).isPresent();
  }

  /** Not the id, so that nobody builds on it. */
  private static String cursor(Entity thing) {
    return Digest.of(thing.id()).substring(0, 32);
  }
}
