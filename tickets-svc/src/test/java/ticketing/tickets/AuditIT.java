package ticketing.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ticketing.contracts.ErrorCode;

/** What admins did is for admins alone. */
@ExtendWith(TicketsServer.Shared.class)
final class AuditIT {

  private final TicketsServer tickets;

  AuditIT(TicketsServer tickets) {
    this.tickets = tickets;
  }

  @Test
  void isReadByAdminsAlone() {
    assertThat(tickets.signedOut().asAdmin().get("/admin/audit").status()).isEqualTo(200);
    var user = tickets.as(UUID.randomUUID()).get("/admin/audit");
    assertThat(user.status()).isEqualTo(403);
    assertThat(user.code()).isEqualTo(ErrorCode.FORBIDDEN);
    var nobody = tickets.signedOut().get("/admin/audit");
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
  }

  @ParameterizedTest
  @CsvSource({
    "who,me",
    "what,%00",
    "subject,%0A",
    "first,0",
    "first,101",
    "first,many",
    "after,rubbish"
  })
  void namesTheParameterThatIsWrong(String name, String value) {
    var reply = tickets.signedOut().asAdmin().get("/admin/audit?" + name + "=" + value);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(ErrorCode.BAD_USER_INPUT);
    assertThat(reply.field(name)).isNotEmpty();
  }

  @Test
  void filtersAreShort() {
    var reply = tickets.signedOut().asAdmin().get("/admin/audit?subject=" + "x".repeat(101));
    assertThat(reply.field("subject")).isNotEmpty();
  }
}
