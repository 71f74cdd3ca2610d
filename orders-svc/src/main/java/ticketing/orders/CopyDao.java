package ticketing.orders;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The tables {@code ticket_copies} and {@code charge_copies}. */
interface CopyDao {

  @SqlUpdate(
      """
      insert into ticket_copies (id, seller_id, amount, currency, status, order_id, version)
      values (:id, :sellerId, :amount, :currency, :status, :orderId, :version)
      on conflict (id) do update
      set amount = excluded.amount, currency = excluded.currency, status = excluded.status,
        order_id = excluded.order_id, version = excluded.version
      where ticket_copies.version < excluded.version
      """)
  void put(@BindMethods TicketCopy ticket);

  @SqlQuery("select * from ticket_copies where id = :id")
  @RegisterConstructorMapper(TicketCopy.class)
  Optional<TicketCopy> ticket(UUID id);

  @SqlUpdate(
      """
      insert into charge_copies (order_id, id, step, version)
      values (:orderId, :id, :step, :version)
      on conflict (order_id) do update
      set step = excluded.step, version = excluded.version
      where charge_copies.version < excluded.version
      """)
  void put(@BindMethods ChargeCopy charge);

  @SqlQuery("select * from charge_copies where order_id = :orderId")
  @RegisterConstructorMapper(ChargeCopy.class)
  Optional<ChargeCopy> charge(UUID orderId);
}
