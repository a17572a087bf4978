// Buys a membership for the quoted total. Run it as an admin of the organization. Repeated runs buy only once.
import { createClient, Refused } from '@laurel/sdk';

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [key = 'nordwind-it', offer = 'gold-membership', paymentReference = 'INV-1'] = process.argv.slice(2);

const laurel = createClient({ url, token });
const organization = await laurel.organizations.byKey(key);
if (organization === null) throw new Error(`Organization "${key}" does not exist.`);

const quote = await laurel.memberships.quote(organization.id, offer);
if (quote === null) throw new Error(`Organization "${key}" does not exist.`);
console.log(quote.inWords);
for (const { passed, inWords, toPass } of quote.checks)
  console.log(passed ? `- yes: ${inWords}` : `- no: ${inWords} ${toPass}`);
for (const { inWords } of quote.profileAfter?.changes ?? []) console.log(`  ${inWords}`);

const { mayBePurchased, kind, order } = quote;
if (mayBePurchased && kind !== null && order !== null) {
  try {
    const { membership } = await laurel.memberships.purchase({
      organizationId: organization.id,
      offer,
      kind,
      // The purchase is refused when the price has changed.
      expectedTotal: order.total,
      paymentReference,
      // One purchase per payment, even when two runs overlap.
      idempotencyKey: paymentReference,
    });
    console.log(`Bought: ${membership.level} from ${membership.from} to ${membership.lastDay}.`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.log(`Refused: ${error.message}`);
    for (const refusal of error.refusals) {
      if (refusal.__typename !== 'TotalRefusal') continue;
      const { amount, currency } = refusal.total;
      console.log(`The total is now ${amount} ${currency}.`);
    }
  }
}
