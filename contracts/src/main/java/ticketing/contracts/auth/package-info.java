/** REST requests and representations of auth-svc. */
@NullMarked
package ticketing.contracts.auth;

import org.jspecify.annotations.NullMarked;
