package ticketing.contracts;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Money that Stripe would charge: a known currency, and an amount within its bounds. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Payable.Validator.class)
public @interface Payable {

  String message() default "cannot be charged";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Names the field that is wrong rather than the whole. */
  final class Validator implements ConstraintValidator<Payable, Money> {

    @Override
    public boolean isValid(@Nullable Money money, ConstraintValidatorContext context) {
      if (money == null) {
        return true;
      }
      // Jackson leaves an absent currency null, whatever the record's component says.
      @Nullable String code = money.currency();
      var currency = code == null ? null : Currency.of(code).orElse(null);
      if (currency == null) {
        return wrong(context, "currency", "must be one of " + Currency.codes());
      }
      if (money.amount() < currency.minAmount() || money.amount() > Currency.MAX_AMOUNT) {
        return wrong(
            context,
            "amount",
            "must be between " + currency.minAmount() + " and " + Currency.MAX_AMOUNT);
      }
      return true;
    }

    private static boolean wrong(ConstraintValidatorContext context, String field, String message) {
      context.disableDefaultConstraintViolation();
      context
          .buildConstraintViolationWithTemplate(message)
          .addPropertyNode(field)
          .addConstraintViolation();
      return false;
    }
  }
}
