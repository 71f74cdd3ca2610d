/**
 * Who calls: access tokens (signed by auth-svc, verified here with its published keys), the
 * sessions that ended meanwhile, and Dropwizard's {@code @Auth Caller}.
 */
@NullMarked
package ticketing.chassis.auth;

import org.jspecify.annotations.NullMarked;
