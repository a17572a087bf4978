// Sends a document of your own in one request. A code generator would write the two types and the document.
import { connect, TypedDocumentString } from '@laurel/sdk';

interface Result {
  readonly organization: {
    readonly name: string;
    readonly competencies: readonly {
      readonly rules: { readonly name: string; readonly center: { readonly name: string } };
    }[];
    readonly employees: { readonly totalCount: number };
  } | null;
}
interface Variables {
  readonly key: string;
  readonly on?: string | undefined;
}

const Strengths = new TypedDocumentString<Result, Variables>(`
  query Strengths($key: String!, $on: LocalDate) {
    organization(by: { key: $key }) {
      name
      competencies(on: $on, attainedAtLeast: SILVER) { rules { name center { name } } }
      employees(first: 1, on: $on) { totalCount }
    }
  }
`);

const { LAUREL_CLIENT_URL: url = 'http://localhost:4000/graphql', LAUREL_CLIENT_TOKEN: token } = process.env;
const [key = 'nordwind-it', on] = process.argv.slice(2);

const { organization } = await connect({ url, token }).request(Strengths, { key, on });
if (organization === null) throw new Error(`Organization "${key}" does not exist.`);
console.log(`The ${organization.employees.totalCount} people of ${organization.name} have attained:`);
for (const { rules } of organization.competencies) console.log(`- ${rules.name} (${rules.center.name})`);
