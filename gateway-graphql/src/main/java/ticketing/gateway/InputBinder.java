package ticketing.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import graphql.Scalars;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds arguments against the limits of the services, before any is called. Fields are named as
 * clients wrote them, those of an input object without the argument's own name: {@code
 * price.amount}.
 */
final class InputBinder {

  /** Of a text that goes into a URL, in characters: services take URLs of up to 8 KiB. */
  static final int MAX_URL_TEXT = 500;

  private static final Pattern UUID =
      Pattern.compile(
          "\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

  private final ObjectMapper mapper;
  private final Validator validator;

  InputBinder(ObjectMapper mapper, Validator validator) {
    this.mapper = mapper;
    this.validator = validator;
  }

  /**
   * Checks what holds for every argument: ids are UUIDs, texts are Unicode that can be stored.
   *
   * @param inUrl whether the arguments go into a URL
   * @throws RefusedException BAD_USER_INPUT
   */
  void check(GraphQLFieldDefinition field, Map<String, Object> arguments, boolean inUrl) {
    var wrong = new TreeMap<String, String>();
    for (var argument : field.getArguments()) {
      @Nullable Object value = arguments.get(argument.getName());
      if (GraphQLTypeUtil.unwrapNonNull(argument.getType())
          instanceof GraphQLInputObjectType object) {
        checkFields(object, value, "", wrong);
      } else {
        check(argument.getType(), value, argument.getName(), wrong);
      }
      if (inUrl && value instanceof String text && text.length() > MAX_URL_TEXT) {
        wrong.put(argument.getName(), "must be at most " + MAX_URL_TEXT + " characters");
      }
    }
    refuse(wrong);
  }

  private static void checkFields(
      GraphQLInputObjectType type,
      @Nullable Object value,
      String prefix,
      Map<String, String> wrong) {
    if (value instanceof Map<?, ?> fields) {
      for (var field : type.getFields()) {
        check(field.getType(), fields.get(field.getName()), prefix + field.getName(), wrong);
      }
    }
  }

  private static void check(
      GraphQLType nullable, @Nullable Object value, String name, Map<String, String> wrong) {
    var type = GraphQLTypeUtil.unwrapNonNull(nullable);
    if (type instanceof GraphQLInputObjectType object) {
      checkFields(object, value, name + ".", wrong);
    } else if (value instanceof String text) {
      if (type.equals(Scalars.GraphQLID) && !UUID.matcher(text).matches()) {
        wrong.put(name, "must be a UUID");
      } else if (!isStorable(text)) {
        wrong.put(name, "must be text without NUL or broken surrogates");
      }
    }
  }

  /** JSON lets halves of surrogate pairs and NUL through; UTF-8 and PostgreSQL do not. */
  private static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /**
   * Makes a request of an input object.
   *
   * @throws RefusedException BAD_USER_INPUT where it breaks the request's constraints
   */
  Record bind(Class<? extends Record> type, Map<String, Object> input) {
    var request = mapper.convertValue(input, type);
    var wrong = new TreeMap<String, String>();
    for (var violation : validator.validate(request)) {
      wrong.put(violation.getPropertyPath().toString(), violation.getMessage());
    }
    refuse(wrong);
    return request;
  }

  private static void refuse(Map<String, String> wrong) {
    if (!wrong.isEmpty()) {
      throw RefusedException.badInput(wrong);
    }
  }
}
