import { describedRules } from '../lib/rules/describe';

/** By rule and linter: the checks that complained of the config that breaks the rule, and not of its neighbour. */
export type Found = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** What differs between the two configs of a rule beside the fault, and is what the linter speaks of. */
const beside: readonly { readonly rule: string; readonly checks: readonly string[]; readonly because: string }[] = [
  {
    rule: 'cache-heap',
    checks: [
      'CKV_K8S_15',
      'CKV_K8S_35',
      'CKV_K8S_43',
      'container-image-pull-policy',
      'deployment-has-host-podantiaffinity',
      'deployment-replicas',
      'deployment-strategy',
      'networkpolicy-targets-pod',
    ],
    because: 'one of the two runs in Compose, so that all of Kubernetes is the difference',
  },
  {
    rule: 'ingress-controller',
    checks: ['networkpolicy-targets-pod'],
    because: 'a policy for the ways in of one controller, which selects pods of another namespace',
  },
  {
    rule: 'ingress-sources',
    checks: ['networkpolicy-targets-pod'],
    because: 'a policy for the ways in of one controller, which selects pods of another namespace',
  },
  { rule: 'quorum-zones', checks: ['CKV_K8S_40'], because: "the image's own user id, below 10000" },
  {
    rule: 'queue-unwatched',
    checks: [
      'AwsSolutions-APIG2',
      'AwsSolutions-APIG4',
      'AwsSolutions-COG4',
      'CKV_AWS_120',
      'CKV_AWS_192',
      'CKV_AWS_59',
    ],
    because: 'one of the two is serverless, so that an API is the difference',
  },
  { rule: 'queue-visibility', checks: ['CKV_AWS_45'], because: 'a name of a variable that looks like a secret' },
  {
    rule: 'removed-api',
    checks: ['CKV_K8S_32', 'CKV_K8S_36', 'CKV_K8S_6', 'CKV_K8S_7'],
    because: 'what is in the object of the removed API, not that servers no longer know it',
  },
  {
    rule: 'single-postgres',
    checks: ['CKV_K8S_40', 'container-security-context-user-group-id'],
    because: "the image's own user id, below 10000",
  },
];

const linters = ['cfn-lint', 'cdk-nag', 'checkov', 'kube-score', 'promtool'] as const;

/** docs/rules-and-others.md: who else catches what a rule does. */
export function rivalsPage(found: Found): string {
  const rows = describedRules.filter(({ id }) => found[id] !== undefined);
  const caught = rows.filter(({ id }) => linters.some((linter) => own(found, id, linter).length > 0));
  return `# What others say of the same faults

${rows.length} rules of ours look at the config. For each, the config of its tests that breaks it and the most similar one that does not were
rendered, and ${linters.join(', ')} run over both: a linter catches the fault where one of its checks complains of the first and not of the
second. ${caught.length === 0 ? 'None of them is caught by anybody else.' : `${rows.length - caught.length} of the ${rows.length} faults pass all five.`} \`scripts/conformance/run rivals\` runs them again, and fails when an answer differs from this page.

That is no fault of theirs: each sees the files of one target, and these faults lie between two of them, or between a file and what was meant by it.
Of what is in one file they find much that we do not look for, which is why they judge our output too: [conformance](conformance.md).

| rule | ${linters.join(' | ')} |
| --- |${' --- |'.repeat(linters.length)}
${rows.map(({ id, page: _ }) => `| [${id}](rules/${id}.md) | ${linters.map((linter) => own(found, id, linter).join(', ') || '-').join(' | ')} |`).join('\n')}

Not counted, since they speak of something else that differs between the two configs:
${beside.map(({ rule, checks, because }) => `- ${rule}, ${checks.join(', ')}: ${because}.`).join('\n')}

Rules of the output are not in the table: their faults are made by patches and extra objects, of which there are as many as there are fields.
`;
}

const own = (found: Found, rule: string, linter: string): readonly string[] =>
  (found[rule]?.[linter] ?? []).filter(
    (check) => !beside.some((row) => row.rule === rule && row.checks.includes(check)),
  );

/** What `beside` leaves out and no linter says any more. */
export const needless = (found: Found): readonly string[] =>
  beside.flatMap(({ rule, checks }) =>
    checks
      .filter((check) => !linters.some((linter) => found[rule]?.[linter]?.includes(check)))
      .map((check) => `${rule} ${check}`),
  );
