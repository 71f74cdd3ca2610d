/** The gateway against stand-ins of the services, which count its calls. */
@NullMarked
package ticketing.gateway;

import org.jspecify.annotations.NullMarked;
