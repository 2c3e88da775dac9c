import { parseOrigins, withCors } from '../../lib/runtime/cors';
import { json } from '../../lib/runtime/message';
import { httpRequest } from './support';

const APP = 'https://app.memorai.com';
const ask = (origins: string[], method: string, headers: Record<string, string>, own = {}) =>
  withCors(origins, async () => json(200, {}, own))(httpRequest(method, '/', { headers }));

describe('withCors', () => {
  test('a listed origin may read, with credentials', async () => {
    const { headers } = await ask([APP, 'https://b.test'], 'GET', { origin: APP });
    expect(headers).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-credentials': 'true',
      vary: 'origin',
    });
  });

  test('* never goes with credentials', async () => {
    const { headers } = await ask(['*'], 'GET', { origin: APP });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test.each([
    ['another origin', [APP], { origin: 'https://evil.test' }],
    ['an origin that begins like a listed one', [APP], { origin: `${APP}.evil.test` }],
    ['the null origin', [APP], { origin: 'null' }],
    ['no origin', [APP], {}],
  ])('%s gets no grant, and caches are told', async (_, origins, headers) => {
    const response = await ask(origins, 'GET', headers as Record<string, string>);
    expect(Object.keys(response.headers)).toEqual(['content-type', 'cache-control', 'vary']);
  });

  test('without origins nothing is added', async () => {
    expect(Object.keys((await ask([], 'GET', { origin: APP })).headers)).toEqual(['content-type', 'cache-control']);
  });

  test("a route's own vary is kept", async () => {
    expect((await ask([APP], 'GET', { origin: APP }, { vary: 'accept' })).headers.vary).toBe('accept, origin');
  });

  test('a preflight of a listed origin is answered without the route', async () => {
    expect(await ask([APP], 'OPTIONS', { origin: APP, 'access-control-request-method': 'PUT' })).toEqual({
      status: 204,
      headers: {
        'access-control-allow-origin': APP,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': '7200',
        vary: 'origin',
      },
      body: '',
    });
  });

  test('a preflight of another origin is refused', async () => {
    const response = await ask([APP], 'OPTIONS', {
      origin: 'https://evil.test',
      'access-control-request-method': 'PUT',
    });
    expect(response).toMatchObject({ status: 403, body: '{"error":"origin not allowed"}\n' });
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('OPTIONS that is no preflight goes to the routes', async () => {
    expect((await ask([APP], 'OPTIONS', { origin: APP })).status).toBe(200);
  });
});

describe('parseOrigins', () => {
  test.each([
    ['', []],
    [' , ', []],
    ['*', ['*']],
    [`${APP}, http://localhost:3000`, [APP, 'http://localhost:3000']],
  ])('reads %j', (text, origins) => {
    expect(parseOrigins(text)).toEqual({ origins, issues: [] });
  });

  test.each([
    [
      'https://app.memorai.com/',
      'must hold origins such as https://dashboard.memorai.com, got "https://app.memorai.com/"',
    ],
    ['app.memorai.com', 'must hold origins such as https://dashboard.memorai.com, got "app.memorai.com"'],
    ['ftp://a.test', 'must hold origins such as https://dashboard.memorai.com, got "ftp://a.test"'],
    ['null', 'must hold origins such as https://dashboard.memorai.com, got "null"'],
    [`*,${APP}`, 'holds * beside other origins; keep one of the two'],
  ])('refuses %j', (text, issue) => {
    expect(parseOrigins(text).issues).toEqual([issue]);
  });
});
