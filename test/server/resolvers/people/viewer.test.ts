import { expect, it } from '@jest/globals';
import { apiKeyInput, CREATE_API_KEY } from '../../../support/api-keys';
import { SQLITE } from '../../../support/databases';
import { twoOrganizationsOn } from '../../../support/two-organizations';

const two = twoOrganizationsOn(SQLITE);

it('gives each person, API key and anonymous caller an id of their own, which stays the same', async () => {
  const { body } = await two.server.ask(CREATE_API_KEY, {
    variables: { input: apiKeyInput() },
    as: two.admin,
  });
  const idOf = async (as?: string) => {
    const { body: answer } = await two.server.ask('{ viewer { id } }', { ...(as !== undefined && { as }) });
    return answer.data.viewer.id as string;
  };
  const callers = [undefined, two.admin, two.member, `Bearer ${body.data.createApiKey.secret}`];
  const ids = await Promise.all(callers.map(idOf));
  expect(new Set(ids).size).toBe(4);
  expect(await Promise.all(callers.map(idOf))).toEqual(ids);
  expect(ids[0]).toBe('vwr_anonymous');
});
