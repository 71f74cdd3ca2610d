/**
 * What every service offers to admins, under {@code /admin}: the audit table, which each action is
 * written to in its own transaction ({@link ticketing.chassis.admin.Audit}).
 */
@NullMarked
package ticketing.chassis.admin;

import org.jspecify.annotations.NullMarked;
