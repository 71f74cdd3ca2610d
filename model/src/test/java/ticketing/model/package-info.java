/**
 * Explores what may happen between buying and being paid, with the decisions that the services run:
 * the rows' transitions, what listeners make of events, the sequence rule, payments-svc's next
 * steps. In memory are what SQL, NATS and Stripe do, and the loops between them.
 *
 * <pre>
 *   Buyers  Seller  Payers  Nats  Expiry  Payments  StripeItself  Clock      who may do what next
 *      │       │       │      │      │       │           │          │
 *      └───────┴───────┴──────┴──────┴───────┴───────────┴──────────┘
 *                                 │ Action: one transaction, message, call or moment
 *                                 ▼
 *      OrdersDoors   TicketsDoors   PaymentsDoors, Visits   HeardRow   SimulatedStripe
 *      (each in the package of the service whose decisions it runs)
 *                                 │
 *                                 ▼
 *                    World: the Cells, copied and compared cheaply
 *                                 │
 *            Always, Money: after each action      AtRest, Money: when all is delivered
 * </pre>
 *
 * <p>{@link ticketing.model.Explorer} goes through everything within {@link
 * ticketing.model.SmallScopes}; {@link ticketing.model.RandomRun} makes up long stories from a
 * seed, and {@link ticketing.model.Shrinker} tells one that went wrong in as few lines as it can.
 */
@NullMarked
package ticketing.model;

import org.jspecify.annotations.NullMarked;
