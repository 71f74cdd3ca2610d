package ticketing.contracts.tickets;

import java.util.UUID;
import ticketing.contracts.Page;

/** One seller's page of listings. */
public record SellerTickets(UUID sellerId, Page<TicketRepresentation> tickets) {}
