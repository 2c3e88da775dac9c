import type { Account, RestApi } from './account';
import type { Lab } from './lab';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends a request the way API Gateway would, along what is deployed: the nearest resource, its ANY method, its
 * integration, the alias of a function that this names, and the permission that lets the gateway in. No gateway takes part.
 */
export async function request(lab: Lab, account: Account, api: RestApi, path: string): Promise<Answer> {
  const resource =
    api.resources.find((one) => one.path === path) ?? api.resources.find((one) => one.path === '/{proxy+}');
  const integration = resource?.resourceMethods?.ANY?.methodIntegration;
  if (integration === undefined) throw new Error(`no method for ${path}`);
  if (integration.type === 'MOCK') {
    const [status = '0', answer] = Object.entries(integration.integrationResponses ?? {})[0] ?? [];
    return { status: Number(status), headers: {}, body: answer?.responseTemplates?.['application/json'] ?? '' };
  }
  const arn = /functions\/(.+)\/invocations$/.exec(integration.uri ?? '')?.[1];
  const own = account.functions.find(({ aliases }) => Object.values(aliases).some(({ AliasArn }) => AliasArn === arn));
  const stage = api.stages[0]?.stageName;
  // For the root the pattern of the source ends with the slash: `/stage/*/`.
  const source = `${api.id}/${stage}/*${path === '/' ? '/' : '/*'}`;
  const permitted = own?.permissions.some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' &&
      JSON.stringify(Principal) === '{"Service":"apigateway.amazonaws.com"}' &&
      Object.values(Condition ?? {}).some((test) => Object.values(test).some((value) => value.endsWith(`:${source}`))),
  );
  if (own === undefined || permitted !== true) throw new Error(`API Gateway may not invoke ${arn} for ${path}`);
  const event = { httpMethod: 'GET', path, headers: {}, queryStringParameters: null, requestContext: { stage } };
  const [invoked] = await lab.sdk<[{ Payload: string }]>([
    'lambda',
    'invoke',
    { FunctionName: arn, Payload: JSON.stringify(event) },
  ]);
  const { statusCode, headers, body } = JSON.parse(invoked.Payload);
  return { status: statusCode, headers, body };
}
