/**
 * Users, their sessions, and the keys that access tokens are signed with. Three tables, and a
 * fourth, {@code buckets}, of what {@link Throttle} counts:
 *
 * <pre>
 *   users ──1:n── sessions                        signing_keys
 *   email, unique     version 0  live ⟲ renew     kid
 *   without regard      │ sign out                public_key, private_key
 *   to case             ▼                         created_at, signs_from, retired_at
 *                     version 1  ended
 *   role: user ──make-admin──▶ admin
 *              ◀──no-admin────
 *   disabled_at: null, or since when
 * </pre>
 *
 * <p>A session's version counts what was told of it: beginning and renewing one is told to nobody,
 * so its end, {@code session.ended}, is version 1, and a hearer misses nothing before it. When a
 * session is ended for its age can be computed: {@code created_at} and {@code renewed_at}.
 *
 * <p>Who is disabled has no live session and begins none; signing in is answered as with a wrong
 * password.
 *
 * <p>An access token is valid for 15 minutes to whoever has a key of {@code /.well-known/jwks.json}
 * and has not heard that its session ended. To auth-svc itself the session's row says more only
 * when the session is renewed.
 *
 * <p>Private keys stand in the database as they are. Whoever reads it reads the password hashes
 * too, and whoever writes it makes himself any user's session without a key; a second secret beside
 * the database's own password would have to be kept where that one is. Backups deserve the same
 * care as the database.
 */
@NullMarked
package ticketing.auth;

import org.jspecify.annotations.NullMarked;
