package ticketing.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.function.Predicate;

/**
 * Which part of a list is asked for.
 *
 * @param limit 1 to 100
 * @param startingAfter the id behind which to go on
 * @see <a href="https://docs.stripe.com/api/pagination">Stripe's pagination</a>
 */
record Listing(int limit, Optional<String> startingAfter, Predicate<Entity> wanted) {

  private static final int DEFAULT_LIMIT = 10;
  private static final int MAX_LIMIT = 100;

  static Listing from(Params params) {
    return new Listing(limit(params), params.text("starting_after"), created(params));
  }

  static int limit(Params params) {
    long limit = params.integer("limit").orElse((long) DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw StripeError.invalid(
          "parameter_invalid_integer",
          "`limit` must be from 1 to %d.".formatted(MAX_LIMIT),
          "limit");
    }
    return (int) limit;
  }

  /** A page, newest first, of things that come oldest first. */
  <T extends Entity> ObjectNode page(
      String url, SequencedCollection<T> things, Predicate<T> filter) {
    startingAfter.ifPresent(id -> requireKnown(things, id));
    var found =
        things.reversed().stream()
            .dropWhile(thing -> startingAfter.filter(id -> !thing.id().equals(id)).isPresent())
            .skip(startingAfter.isPresent() ? 1 : 0)
            .filter(wanted)
            .filter(filter)
            .limit(limit + 1L)
            .toList();
    return of(url, found, limit);
  }

  /** The first of them, in this order. */
  static ObjectNode of(String url, List<? extends Entity> things) {
    return of(url, things, DEFAULT_LIMIT);
  }

  private static ObjectNode of(String url, List<? extends Entity> things, int limit) {
    var page =
        Json.MAPPER
            .createObjectNode()
            .put("object", "list")
            .put("has_more", things.size() > limit)
            .put("url", url);
    var data = page.putArray("data");
    things.stream().limit(limit).map(Views::of).forEach(data::add);
    return page;
  }

  private static void requireKnown(SequencedCollection<? extends Entity> things, String id) {
    if (things.stream().noneMatch(thing -> thing.id().equals(id))) {
      throw StripeError.missing("object", id, "starting_after");
    }
  }

  /**
   * {@code created=1}, or any of {@code created[gt]}, {@code [gte]}, {@code [lt]}, {@code [lte]}.
   */
  private static Predicate<Entity> created(Params params) {
    Optional<Long> exact = params.integer("created");
    var range = params.section("created");
    Optional<Long> over = range.integer("gt");
    Optional<Long> from = range.integer("gte");
    Optional<Long> under = range.integer("lt");
    Optional<Long> to = range.integer("lte");
    return thing ->
        exact.stream().allMatch(time -> thing.created() == time)
            && over.stream().allMatch(time -> thing.created() > time)
            && from.stream().allMatch(time -> thing.created() >= time)
            && under.stream().allMatch(time -> thing.created() < time)
            && to.stream().allMatch(time -> thing.created() <= time);
  }
}
