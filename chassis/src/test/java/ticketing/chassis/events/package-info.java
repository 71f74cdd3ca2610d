/**
 * Tests of telling and hearing, on the real PostgreSQL and nats-server. Services test their
 * listeners with {@link ticketing.chassis.events.ListenerContractIT}, and what they tell and hear
 * with {@link ticketing.chassis.events.EventsFixture}.
 */
@NullMarked
package ticketing.chassis.events;

import org.jspecify.annotations.NullMarked;
