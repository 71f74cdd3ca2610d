/** What the gateway wrote into the page. */
function told(name: string): string {
  const content = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
  // Vite's own server leaves the marks as they are.
  return content.startsWith('{{') ? '' : content;
}

export const settings = {
  /** Of Stripe's own card form; empty without. */
  stripePublishableKey: told('stripe-publishable-key'),
  /** Where the Stripe stand-in is; empty without. */
  stripeStandIn: told('stripe-stand-in'),
};
