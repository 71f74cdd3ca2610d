package ticketing.payments;

import com.stripe.StripeClient;

// breaks: stripeIsSpokenToByItsPackageAlone
record PlantedStripe(StripeClient client) {}
