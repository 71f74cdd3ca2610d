/**
 * The events: their kinds with subjects and streams ({@link ticketing.contracts.events.Events}) and
 * the states that they carry. An event carries its whole row as it stands at the event's version.
 */
@NullMarked
package ticketing.contracts.events;

import org.jspecify.annotations.NullMarked;
