package ticketing.dev.stripe;

import java.util.Map;
import java.util.Optional;

/**
 * What a request is about, for the faults that are meant for it.
 *
 * @param named the intent, charge or refund that it names; empty where it names none
 * @param metadata what it sends
 */
record Act(Operation operation, String named, Map<String, String> metadata) {

  enum Operation {
    METHOD,
    CREATE,
    UPDATE,
    CONFIRM,
    CAPTURE,
    CANCEL,
    REFUND,
    READ
  }

  /**
   * Of a request's form or query.
   *
   * @param id from the address
   */
  static Act of(Operation operation, String id, Form form) {
    var params = new Params(form);
    var named =
        Optional.of(id)
            .filter(text -> !text.isEmpty())
            .or(() -> field(form, "payment_intent"))
            .or(() -> field(form, "charge"));
    return new Act(operation, named.orElse(""), params.pairs("metadata"));
  }

  /** The intent that it is about. */
  Optional<Intent> intent(Books books) {
    return books
        .intent(named)
        .or(() -> books.charge(named).map(Charge::intent).flatMap(books::intent))
        .or(() -> books.refund(named).map(Refund::intent).flatMap(books::intent));
  }

  private static Optional<String> field(Form form, String name) {
    return form.fields().stream()
        .filter(field -> field.name().equals(name))
        .map(Form.Field::value)
        .findFirst();
  }
}
