package ticketing.dev.stripe;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a buyer's browser sends as Stripe.js does: a card, to be made a payment method, with a
 * publishable key among the fields instead of a secret one in a header. So the card's number goes
 * to nobody else. Any {@code pk_test_} key is good, as there is nothing to keep apart.
 */
final class BuyersForm {

  static final String PATH = "/v1/payment_methods";

  private static final String KEY = "key";

  private BuyersForm() {}

  /** The fields but the key; empty where this is no such form. */
  static Optional<Form> among(String path, Form form) {
    Predicate<Form.Field> isKey = field -> field.name().equals(KEY);
    List<Form.Field> keys = form.fields().stream().filter(isKey).toList();
    return path.equals(PATH)
            && keys.size() == 1
            && keys.getFirst().value().matches("pk_test_\\w{1,200}")
        ? Optional.of(new Form(form.fields().stream().filter(isKey.negate()).toList()))
        : Optional.empty();
  }
}
