import type { ApiClient } from './api-client';

interface Rule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/**
 * What a user may do in a namespace beyond what everybody with an account may: one line a verb and resource, such as
 * `get deployments.apps`. Asked of the server's own authorizer (SelfSubjectRulesReview), which answers completely for RBAC.
 */
export async function rightsOf(api: ApiClient, user: string, namespace: string): Promise<readonly string[]> {
  const [own, everybody] = await Promise.all([
    review(api, user, namespace),
    review(api, `system:serviceaccount:${namespace}:nobody-has-this-name`, namespace),
  ]);
  return [...own].filter((right) => !everybody.has(right)).sort();
}

async function review(api: ApiClient, user: string, namespace: string): Promise<ReadonlySet<string>> {
  const { status } = await api.send<{
    status: { incomplete: boolean; resourceRules: readonly Rule[]; nonResourceRules: readonly Rule[] };
  }>(
    'POST',
    '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } },
    { 'impersonate-user': user },
  );
  const rights = [...status.resourceRules, ...status.nonResourceRules].flatMap((rule) => {
    const names = rule.resourceNames?.length ? ` named ${rule.resourceNames.join()}` : '';
    const targets = [
      ...(rule.nonResourceURLs ?? []),
      ...(rule.apiGroups ?? []).flatMap((group) =>
        (rule.resources ?? []).map((resource) => `${resource}${group === '' ? '' : `.${group}`}${names}`),
      ),
    ];
    return rule.verbs.flatMap((verb) => targets.map((target) => `${verb} ${target}`));
  });
  return new Set(rights);
}
