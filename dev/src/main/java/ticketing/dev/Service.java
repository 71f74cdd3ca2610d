package ticketing.dev;

import java.util.Locale;
import ticketing.contracts.access.ServiceAccess;

/** The applications of the product. */
enum Service {
  AUTH("auth-svc", "ticketing.auth.AuthApplication", 8101, ServiceAccess.AUTH_SERVICE),
  TICKETS(
      "tickets-svc", "ticketing.tickets.TicketsApplication", 8102, ServiceAccess.TICKETS_SERVICE),
  ORDERS("orders-svc", "ticketing.orders.OrdersApplication", 8103, ServiceAccess.ORDERS_SERVICE),
  EXPIRATION(
      "expiration-svc",
      "ticketing.expiration.ExpirationApplication",
      8104,
      ServiceAccess.EXPIRATION_SERVICE),
  PAYMENTS(
      "payments-svc",
      "ticketing.payments.PaymentsApplication",
      8105,
      ServiceAccess.PAYMENTS_SERVICE),
  GATEWAY("gateway-graphql", "ticketing.gateway.GatewayApplication", 8080, ServiceAccess.GATEWAY);

  final String module;
  final String main;
  final int defaultPort;

  /** What it reaches. */
  final ServiceAccess access;

  Service(String module, String main, int defaultPort, ServiceAccess access) {
    this.module = module;
    this.main = main;
    this.defaultPort = defaultPort;
    this.access = access;
  }

  /** What people call it. */
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
