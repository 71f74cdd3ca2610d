package ticketing.chassis.database;

import java.sql.Types;
import java.util.UUID;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Binds ids so that PostgreSQL takes null for one; Jdbi's own binds null as a text. */
final class UuidArguments extends AbstractArgumentFactory<UUID> {

  UuidArguments() {
    super(Types.OTHER);
  }

  @Override
  protected Argument build(UUID id, ConfigRegistry config) {
    return (position, statement, context) -> statement.setObject(position, id);
  }
}
