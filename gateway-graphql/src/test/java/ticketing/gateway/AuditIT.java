package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import ticketing.chassis.testing.NodeProject;

/**
 * What GraphQL over HTTP demands, recommends and allows, as the authors of npm's graphql-http ask
 * it of a running server.
 */
class AuditIT {

  private static final int AUDITS = 61;

  private static List<Audit> audits;

  /**
   * @param status ok, notice (a MAY), warn (a SHOULD) or error (a MUST)
   * @param reason why it did not pass
   */
  private record Audit(String id, String status, String name, String reason) {

    static Audit of(String line) {
      String[] parts = line.split("\t", -1);
      return new Audit(parts[0], parts[1], parts[2], parts[3]);
    }
  }

  @BeforeAll
  static void ask() throws Exception {
    var auditor = NodeProject.install(Path.of("src/test/graphql-http"), "graphql-http");
    var outcome =
        auditor.run("node", "audit.mjs", Gateway.shared().request().build().uri().toString());
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    audits = outcome.output().lines().map(Audit::of).toList();
  }

  @Test
  void thereAreAsManyAsThereWere() {
    assertThat(audits).hasSize(AUDITS);
  }

  @TestFactory
  Stream<DynamicTest> passes() {
    return audits.stream()
        .map(audit ->
            DynamicTest.dynamicTest(
                audit.id() + " " + audit.name(),
                () -> assertThat(audit.status()).as(audit.reason()).isEqualTo("ok")));
  }
}
