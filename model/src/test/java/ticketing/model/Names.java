package ticketing.model;

import java.util.UUID;

/** How stories call what is in the world, and the ids of it. */
public final class Names {

  public static final UUID TICKET = new UUID(1, 0);
  public static final UUID SELLER = new UUID(2, 0);

  private Names() {}

  public static UUID orderId(int order) {
    return new UUID(3, order);
  }

  public static UUID chargeId(int order) {
    return new UUID(4, order);
  }

  public static UUID buyerId(int buyer) {
    return new UUID(5, buyer);
  }

  static String order(int order) {
    return "order " + (char) ('A' + order);
  }

  static String charge(int order) {
    return order(order) + "'s charge";
  }

  static String intent(int order, int number) {
    return "pi_" + (char) ('A' + order) + number;
  }

  static String buyer(int buyer) {
    return "buyer " + (buyer + 1);
  }
}
