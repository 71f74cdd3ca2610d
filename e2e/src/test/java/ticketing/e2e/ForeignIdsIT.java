package ticketing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import ticketing.dev.Stack;

/**
 * Nobody gets anything of another's: every operation of the services and every field of the schema,
 * asked by strangers of all kinds for the ids of a user's belongings. An operation or a field that
 * {@link RestRules} or {@link FieldRules} has no rule for fails.
 */
@ResourceLock(value = Installation.CALM, mode = ResourceAccessMode.READ)
class ForeignIdsIT {

  private static final long SEED = 20_261_125;
  private static final int REST_CALLS = 7_500;
  private static final int GRAPHQL_CALLS = 2_500;
  private static final int AT_ONCE = 2;

  /** What takes a password, and no token: asked by few, as each has to be hashed. */
  private static final Set<String> HASHING =
      Set.of("auth POST /users", "auth POST /sessions", "Mutation.signUp", "Mutation.signIn");

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Stack STACK = Installation.stack();

  private static Belongings belongings;
  private static List<Stranger> strangers;
  private static Person another;

  @BeforeAll
  static void begin() throws Exception {
    Person owner = Person.signUp();
    another = Person.signUp();
    belongings = Belongings.of(owner, Person.signUp());
    strangers = Stranger.to(owner, another, browser(owner), ended(owner), STACK);
  }

  /** One more session of the user's. */
  private static Stranger.Browser browser(Person user) throws Exception {
    String credentials =
        MAPPER.writeValueAsString(Map.of("email", user.email(), "password", user.password()));
    var signedIn = send(STACK.at("auth").resolve("/sessions"), Map.of(), "POST", credentials);
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    String secret = cookie.replaceAll("ticketing_session=([^;]+);.*", "$1");
    return new Stranger.Browser(
        secret, MAPPER.readTree(signedIn.body()).path("accessToken").asText());
  }

  private static Stranger.Browser ended(Person user) throws Exception {
    Stranger.Browser browser = browser(user);
    var bearer = Map.of("Authorization", "Bearer " + browser.token());
    URI auth = STACK.at("auth");
    assertThat(send(auth.resolve("/users/me"), bearer, "GET", null).statusCode()).isEqualTo(200);
    assertThat(send(auth.resolve("/sessions/current"), bearer, "DELETE", null).statusCode())
        .isEqualTo(204);
    // Every service has heard of it.
    for (String path :
        List.of("orders /orders", "payments /charges/by-orders?orderIds=" + user.id())) {
      String[] parts = path.split(" ");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              send(STACK.at(parts[0]).resolve(parts[1]), bearer, "GET", null).statusCode() == 401);
    }
    return browser;
  }

  @Test
  void everyOperationAndFieldHasARule() {
    assertThat(RestRules.known()).isEqualTo(new RestRules(belongings).operations());
    assertThat(FieldRules.known())
        .isEqualTo(new FieldRules(belongings, another.graphQl()).fields());
  }

  /** So that what is refused is so for what was forged, and what is looked for can be found. */
  @Test
  void theOwnerIsShownAll() throws Exception {
    var owner = belongings.owner();
    var bearer = Map.of("Authorization", "Bearer " + Stranger.Forger.of(owner, STACK).good());
    String order = "/orders/" + belongings.live();
    assertThat(send(STACK.at("orders").resolve(order), bearer, "GET", null).statusCode())
        .isEqualTo(200);
    String charges = "/charges/by-orders?orderIds=" + belongings.paid();
    assertThat(send(STACK.at("payments").resolve(charges), bearer, "GET", null).body())
        .contains(belongings.secrets().stream().filter(one -> one.startsWith("pi_")).toList());
    var fields = new FieldRules(belongings, owner.graphQl());
    String query = fields.query("Query.orders", new Random(SEED));
    JsonNode answer = owner.graphQl().ask(query, Map.of());
    var seen = new ArrayList<String>();
    fields.own("Query.orders", answer, value -> seen.add(value.asText()));
    assertThat(seen).as(answer.toString()).containsAll(belongings.secrets());
  }

  @Test
  void strangersGetNothingOfIt() throws Exception {
    JsonNode before = belongings.seen();
    Set<String> secrets = belongings.secrets();
    var rest = new RestRules(belongings);
    var fields = new FieldRules(belongings, another.graphQl());

    List<String> faults =
        ask(
            REST_CALLS,
            List.copyOf(rest.operations()),
            (stranger, operation, random) -> rest(rest, stranger, operation, random, secrets));
    faults.addAll(
        ask(
            GRAPHQL_CALLS,
            FieldRules.roots(),
            (stranger, root, random) -> graphQl(fields, stranger, root, random, secrets)));

    assertThat(faults).isEmpty();
    assertThat(belongings.seen()).isEqualTo(before);
  }

  /** A call, and what is wrong with its answer; empty if nothing is. */
  private interface Asking {
    String faultOf(Stranger stranger, String what, Random random) throws Exception;
  }

  /** Everything by everybody once, then by chance up to so many calls. */
  private static List<String> ask(int calls, List<String> all, Asking asking) throws Exception {
    var random = new Random(SEED);
    var tasks = new ArrayList<Callable<String>>();
    for (String what : all) {
      for (Stranger stranger : strangers) {
        if (!HASHING.contains(what) || stranger.signedIn() || stranger.headers().isEmpty()) {
          tasks.add(task(asking, stranger, what, random.nextLong()));
        }
      }
    }
    List<String> cheap = all.stream().filter(what -> !HASHING.contains(what)).toList();
    while (tasks.size() < calls) {
      Stranger stranger =
          random.nextInt(4) == 0
              ? strangers.getFirst()
              : strangers.get(random.nextInt(strangers.size()));
      tasks.add(task(asking, stranger, cheap.get(random.nextInt(cheap.size())), random.nextLong()));
    }
    var faults = new ArrayList<String>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<String> answered : threads.invokeAll(tasks)) {
        if (!answered.get().isEmpty()) {
          faults.add(answered.get());
        }
      }
    }
    System.Logger log = System.getLogger(ForeignIdsIT.class.getName());
    log.log(System.Logger.Level.INFO, "{0} calls by {1} strangers", tasks.size(), strangers.size());
    return faults;
  }

  private static Callable<String> task(Asking asking, Stranger stranger, String what, long seed) {
    return () -> asking.faultOf(stranger, what, new Random(seed));
  }

  private static String rest(
      RestRules rules, Stranger stranger, String operation, Random random, Set<String> secrets)
      throws Exception {
    RestRules.Rule rule = rules.rule(operation);
    Set<Integer> expected = stranger.signedIn() ? rule.user() : rule.others();
    if (expected.isEmpty()) {
      return "";
    }
    RestRules.Call call = rules.call(operation, random);
    URI url = STACK.at(call.service()).resolve(call.path());
    HttpResponse<String> answer = send(url, stranger.headers(), call.method(), call.body());
    String asked = call.path() + call.body();
    boolean isFull =
        rule.empty()
            && answer.statusCode() == 200
            && !MAPPER.readTree(answer.body()).path("items").isEmpty();
    return !expected.contains(answer.statusCode()) || isFull || tells(answer.body(), asked, secrets)
        ? "%s: %s -> %d %s".formatted(stranger, call, answer.statusCode(), answer.body())
        : "";
  }

  private static String graphQl(
      FieldRules fields, Stranger stranger, String root, Random random, Set<String> secrets)
      throws Exception {
    FieldRules.Rule rule = FieldRules.rule(root);
    Set<String> expected = stranger.signedIn() ? rule.user() : rule.others();
    if (expected.isEmpty()) {
      return "";
    }
    if (stranger.isAnotherSitesPage()) {
      expected = Set.of("FORBIDDEN");
    }
    String query = fields.query(root, random);
    String body = MAPPER.writeValueAsString(Map.of("query", query));
    String told =
        root.startsWith("Subscription.")
            ? firstEvent(stranger.headers(), body)
            : send(STACK.gateway().resolve("/graphql"), stranger.headers(), "POST", body).body();
    JsonNode answer = MAPPER.readTree(told);
    var own = new ArrayList<JsonNode>();
    fields.own(root, answer, own::add);
    boolean tells = tells(told, query, secrets) || (!stranger.signedIn() && !own.isEmpty());
    return !expected.contains(FieldRules.outcome(root, answer)) || tells
        ? "%s: %s -> %s".formatted(stranger, query, answer)
        : "";
  }

  /** Whether an answer has something of the user's that the question did not have already. */
  private static boolean tells(String answer, String asked, Set<String> secrets) {
    return secrets.stream().anyMatch(one -> answer.contains(one) && !asked.contains(one));
  }

  /** Of a subscription, which then ends; or the answer that comes instead. */
  private static String firstEvent(Map<String, String> headers, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(STACK.gateway().resolve("/graphql"))
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try (Stream<String> lines = HTTP.send(request.build(), BodyHandlers.ofLines()).body()) {
      return lines
          .filter(line -> line.contains("{"))
          .map(line -> line.replaceFirst("^data: ", ""))
          .findFirst()
          .orElseThrow();
    }
  }

  private static HttpResponse<String> send(
      URI url, Map<String, String> headers, String method, @Nullable String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
