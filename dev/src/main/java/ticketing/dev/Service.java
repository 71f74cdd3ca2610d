package ticketing.dev;

import java.util.Locale;

/** The applications of the product. */
enum Service {
  AUTH("auth-svc", "ticketing.auth.AuthApplication", 8101, true),
  TICKETS("tickets-svc", "ticketing.tickets.TicketsApplication", 8102, true),
  ORDERS("orders-svc", "ticketing.orders.OrdersApplication", 8103, true),
  EXPIRATION("expiration-svc", "ticketing.expiration.ExpirationApplication", 8104, false),
  PAYMENTS("payments-svc", "ticketing.payments.PaymentsApplication", 8105, true),
  GATEWAY("gateway-graphql", "ticketing.gateway.GatewayApplication", 8080, false);

  final String module;
  final String main;
  final int defaultPort;
  final boolean ownsDatabase;

  Service(String module, String main, int defaultPort, boolean ownsDatabase) {
    this.module = module;
    this.main = main;
    this.defaultPort = defaultPort;
    this.ownsDatabase = ownsDatabase;
  }

  /** What people call it; its database and role are called so too. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one that people call so.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Service of(String title) {
    return valueOf(title.toUpperCase(Locale.ROOT));
  }
}
