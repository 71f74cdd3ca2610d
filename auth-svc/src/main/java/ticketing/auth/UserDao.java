package ticketing.auth;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The table {@code users}. */
@RegisterConstructorMapper(User.class)
interface UserDao {

  /** Writes the row if nobody has its email; tells whether nobody had. */
  @SqlUpdate(
      """
      insert into users (id, email, password_hash, role, disabled_at, version, created_at,
        updated_at)
      values (:id, :email, :passwordHash, :role, :disabledAt, :version, :createdAt, :updatedAt)
      on conflict (email) do nothing
      """)
  boolean insert(@BindMethods User user);

  /** Writes the row, which the transaction has locked. */
  default void store(User next) {
    if (!update(next)) {
      throw new IllegalStateException(
          "user " + next.id() + " is not at " + next.version() + " - 1");
    }
  }

  /** Writes the row if it is still one version below; tells whether it was. */
  @SqlUpdate(
      """
      update users
      set role = :role, disabled_at = :disabledAt, version = :version, updated_at = :updatedAt
      where id = :id and version = :version - 1
      """)
  boolean update(@BindMethods User user);

  @SqlQuery("select * from users where email = :email for update")
  Optional<User> lock(String email);

  @SqlQuery("select * from users where id = :id for update")
  Optional<User> lockById(UUID id);

  /** Every admin who may sign in, in id order: none of them stops being one meanwhile. */
  @SqlQuery(
      """
      select id from users
      where role = 'admin' and disabled_at is null
      order by id
      for update
      """)
  List<UUID> lockAdmins();

  /** Newest first, from below the id {@code after} on. */
  @SqlQuery(
      """
      select * from users
      where (cast(:email as text) is null or email = :email)
        and (cast(:id as uuid) is null or id = :id)
        and (cast(:role as text) is null or role = :role)
        and (cast(:disabled as boolean) is null or (disabled_at is not null) = :disabled)
        and (cast(:after as uuid) is null or id < :after)
      order by id desc
      limit :limit
      """)
  List<User> list(
      @Nullable String email,
      @Nullable UUID id,
      @Nullable String role,
      @Nullable Boolean disabled,
      @Nullable UUID after,
      int limit);

  /** As it stands until the transaction ends. */
  @SqlQuery("select * from users where id = :id for share")
  Optional<User> hold(UUID id);

  @SqlQuery("select * from users where email = :email")
  Optional<User> byEmail(String email);

  @SqlQuery("select * from users where id = :id")
  Optional<User> byId(UUID id);

  @SqlQuery("select * from users where id = any(:ids)")
  List<User> byIds(Collection<UUID> ids);
}
