import { createClient } from '../sdk';

/** Who is in the programme, and what can they prove? `LAUREL_TOKEN` is the demo agent's. */
export async function firstLook(url: string, token: string): Promise<string[]> {
  const laurel = createClient({ url, token });
  const { nodes, totalCount } = await laurel.organizations.page({ first: 3 });
  const competencies = await laurel.competencies.list({ center: 'mobility' });
  return [
    `${totalCount} organizations, the first: ${nodes.map(({ name, city }) => `${name} (${city})`).join(', ')}`,
    `In mobility: ${competencies.map(({ name }) => name).join(', ')}`,
  ];
}
