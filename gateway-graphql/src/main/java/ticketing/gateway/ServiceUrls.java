package ticketing.gateway;

import jakarta.validation.constraints.NotNull;
import java.net.URI;

/** Where the services are. */
record ServiceUrls(
    @NotNull URI auth, @NotNull URI tickets, @NotNull URI orders, @NotNull URI payments) {

  URI of(Service service) {
    return switch (service) {
      case AUTH -> auth;
      case TICKETS -> tickets;
      case ORDERS -> orders;
      case PAYMENTS -> payments;
    };
  }
}
