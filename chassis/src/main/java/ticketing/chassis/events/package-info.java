/**
 * Events, told and heard so that none is lost and none applied twice.
 *
 * <p>Telling: a transaction appends to {@link ticketing.chassis.events.EventLog}; the {@link
 * ticketing.chassis.events.Relay} publishes what was committed. Hearing, one class each: {@link
 * ticketing.chassis.events.TransactionalHearing} (a service's instances share it; each event is
 * applied in a database transaction, in the order of its row's versions), {@link
 * ticketing.chassis.events.DurableHearing} (shared too, without a database) and {@link
 * ticketing.chassis.events.BroadcastHearing} (every instance hears everything). {@link
 * ticketing.chassis.events.Following} is for who wants to know of changes at once, and looks up
 * what it missed.
 *
 * <p>Events are read leniently: a field that is not known passes, as the teller may be newer.
 */
@NullMarked
package ticketing.chassis.events;

import org.jspecify.annotations.NullMarked;
