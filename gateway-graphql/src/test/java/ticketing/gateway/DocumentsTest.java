package ticketing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.parser.Parser;
import io.dropwizard.util.DataSize;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of documents is bounded. */
class DocumentsTest {

  private static final PreparsedDocumentEntry VALID =
      new PreparsedDocumentEntry(Parser.parse("{ __typename }"));
  private static final PreparsedDocumentEntry INVALID =
      new PreparsedDocumentEntry(new AnswerError("invalid", Map.of()));

  private final Documents documents =
      new Documents(new Limits(DataSize.kibibytes(64), 15, 1_000, 20, 50, 15_000, 25_000));

  @Test
  void atMostAThousandAreKeptParsed() {
    var all = documents(3_000, 0);

    ask(all.subList(0, 500), VALID);
    assertThat(known(all)).isEqualTo(500);
    ask(all, VALID);
    assertThat(known(all)).isBetween(1, Documents.MOST);
  }

  @Test
  void longOnesCountAsSeveral() {
    var all = documents(300, 64 * 1024);

    ask(all, VALID);
    assertThat(known(all)).isBetween(1, Documents.MOST / 32);
  }

  @Test
  void atMostAThousandAreKeptByTheirHash() {
    var all = documents(3_000, 0);
    all.forEach(document -> documents.keep(request(document)));

    assertThat(byHash(all)).isBetween(1L, (long) Documents.MOST);
  }

  @Test
  void longOnesCountAsSeveralByTheirHashToo() {
    var all = documents(300, 64 * 1024);
    all.forEach(document -> documents.keep(request(document)));

    assertThat(byHash(all)).isBetween(1L, Documents.MOST / 32L);
  }

  @Test
  void whatIsNotValidIsNotKept() {
    ask(List.of("{ nothing }"), INVALID);
    assertThat(known(List.of("{ nothing }"))).isZero();
  }

  private static List<String> documents(int number, int length) {
    return IntStream.range(0, number)
        .mapToObj(n -> "{ a" + n + ": __typename }" + " ".repeat(length))
        .toList();
  }

  /** How many of these had to be parsed, to this. */
  private int ask(List<String> texts, PreparsedDocumentEntry entry) {
    var parsed = new AtomicInteger();
    for (String text : texts) {
      documents
          .getDocumentAsync(
              ExecutionInput.newExecutionInput(text).build(),
              _ -> {
                parsed.incrementAndGet();
                return entry;
              })
          .join();
    }
    return parsed.get();
  }

  /** How many of these are kept; asking changes nothing. */
  private int known(List<String> texts) {
    return texts.size() - ask(texts, INVALID);
  }

  private long byHash(List<String> texts) {
    return texts.stream()
        .map(text -> new GraphqlRequest(null, null, Map.of(), Sha256.hex(text), false))
        .filter(request -> documents.of(request).isPresent())
        .count();
  }

  private static GraphqlRequest request(String document) {
    return new GraphqlRequest(document, null, Map.of(), Sha256.hex(document), false);
  }
}
