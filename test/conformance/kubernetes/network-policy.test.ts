import { type Connection, type End, isAllowed, type Policy } from './network-policy';

/** The evaluator against what the documentation says (kubernetes.io, 'Network Policies'). */

const pod = (namespace: string, labels: Record<string, string> = {}, ports: Record<string, number> = {}): End => ({
  namespace,
  namespaceLabels: { 'kubernetes.io/metadata.name': namespace },
  labels,
  ports,
});
const policy = (spec: Partial<Policy['spec']>): Policy => ({
  metadata: { name: 'one', namespace: 'a' },
  spec: { podSelector: {}, ...spec },
});
const client = pod('a', { role: 'client' });
const server = pod('a', { role: 'server' }, { http: 8080 });
const outside: End = { address: '172.17.1.5' };
const connection = (changes: Partial<Connection> = {}): Connection => ({
  from: client,
  to: server,
  protocol: 'TCP',
  port: 8080,
  ...changes,
});
const inNamespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const onPods = (role: string) => ({ podSelector: { matchLabels: { role } } });

describe('what is allowed', () => {
  test.each<[string, Policy[], Partial<Connection>, boolean]>([
    ['without a policy: everything', [], {}, true],
    ['where policies select other pods only', [policy({ podSelector: { matchLabels: { role: 'other' } } })], {}, true],
    [
      'where policies of another namespace select',
      [{ ...policy({}), metadata: { name: 'x', namespace: 'b' } }],
      {},
      true,
    ],
    ['where a pod is isolated and nothing allows it: nothing', [policy({ policyTypes: ['Ingress'] })], {}, false],
    ['with an empty rule: everything', [policy({ ingress: [{}] })], {}, true],
    ['with an empty list of peers: everything', [policy({ ingress: [{ from: [] }] })], {}, true],
    ['ingress by default also without types', [policy({})], {}, false],
    ['egress without types and without rules', [policy({ podSelector: onPods('client').podSelector })], {}, true],
    [
      'egress without types and with rules: only they',
      [policy({ podSelector: onPods('client').podSelector, egress: [{ to: [onPods('other')] }] })],
      {},
      false,
    ],
    [
      'what any of several policies allows',
      [policy({}), policy({ ingress: [{ from: [onPods('client')] }] })],
      {},
      true,
    ],
    ['a pod selector: in the namespace of the policy', [policy({ ingress: [{ from: [onPods('client')] }] })], {}, true],
    [
      'a pod selector: not in another namespace',
      [policy({ ingress: [{ from: [onPods('client')] }] })],
      { from: pod('b', { role: 'client' }) },
      false,
    ],
    [
      'a namespace selector: every pod there',
      [policy({ ingress: [{ from: [inNamespace('b')] }] })],
      { from: pod('b') },
      true,
    ],
    [
      'an empty namespace selector: every namespace',
      [policy({ ingress: [{ from: [{ namespaceSelector: {} }] }] })],
      { from: pod('b') },
      true,
    ],
    [
      'both in one element: and',
      [policy({ ingress: [{ from: [{ ...inNamespace('b'), ...onPods('client') }] }] })],
      { from: pod('b', { role: 'other' }) },
      false,
    ],
    [
      'both in two elements: or',
      [policy({ ingress: [{ from: [inNamespace('b'), onPods('client')] }] })],
      { from: pod('b', { role: 'other' }) },
      true,
    ],
    ['a port of the list', [policy({ ingress: [{ ports: [{ port: 8080 }] }] })], {}, true],
    ['not another port', [policy({ ingress: [{ ports: [{ port: 80 }] }] })], {}, false],
    [
      'TCP unless the port says otherwise',
      [policy({ ingress: [{ ports: [{ port: 8080 }] }] })],
      { protocol: 'UDP' },
      false,
    ],
    [
      'a protocol without a port: all its ports',
      [policy({ ingress: [{ ports: [{ protocol: 'UDP' }] }] })],
      { protocol: 'UDP' },
      true,
    ],
    ['a port by its name', [policy({ ingress: [{ ports: [{ port: 'http' }] }] })], {}, true],
    ['not a name that the pod does not have', [policy({ ingress: [{ ports: [{ port: 'https' }] }] })], {}, false],
    ['up to the end of a range', [policy({ ingress: [{ ports: [{ port: 8000, endPort: 8080 }] }] })], {}, true],
    ['not beyond it', [policy({ ingress: [{ ports: [{ port: 8000, endPort: 8079 }] }] })], {}, false],
    [
      'peers and ports of one rule: and',
      [policy({ ingress: [{ from: [onPods('client')], ports: [{ port: 80 }] }] })],
      {},
      false,
    ],
    [
      'an address in the block',
      [policy({ ingress: [{ from: [{ ipBlock: { cidr: '172.17.0.0/16' } }] }] })],
      { from: outside },
      true,
    ],
    [
      'not one in an exception of it',
      [policy({ ingress: [{ from: [{ ipBlock: { cidr: '172.17.0.0/16', except: ['172.17.1.0/24'] } }] }] })],
      { from: outside },
      false,
    ],
    [
      'not one outside of it',
      [policy({ ingress: [{ from: [{ ipBlock: { cidr: '172.18.0.0/16' } }] }] })],
      { from: outside },
      false,
    ],
    ['an address to a pod without a policy', [], { from: outside }, true],
    [
      'no address where only pods are named',
      [policy({ ingress: [{ from: [{ namespaceSelector: {} }] }] })],
      { from: outside },
      false,
    ],
    [
      'only what both sides allow',
      [
        policy({ podSelector: onPods('client').podSelector, egress: [{ to: [onPods('server')] }] }),
        policy({ podSelector: onPods('server').podSelector, ingress: [{ from: [onPods('other')] }] }),
      ],
      {},
      false,
    ],
    [
      'the four operators',
      [
        policy({
          ingress: [
            {
              from: [
                {
                  podSelector: {
                    matchExpressions: [
                      { key: 'role', operator: 'In', values: ['client'] },
                      { key: 'role', operator: 'NotIn', values: ['server'] },
                      { key: 'absent', operator: 'NotIn', values: ['x'] },
                      { key: 'role', operator: 'Exists' },
                      { key: 'absent', operator: 'DoesNotExist' },
                    ],
                  },
                },
              ],
            },
          ],
        }),
      ],
      {},
      true,
    ],
  ])('%s', (_, policies, changes, allowed) => {
    expect(isAllowed(policies, connection(changes))).toBe(allowed);
  });

  test.each([
    ['In', ['server']],
    ['NotIn', ['client']],
    ['DoesNotExist', []],
  ] as const)('operator %s can say no', (operator, values) => {
    const podSelector = { matchExpressions: [{ key: 'role', operator, values }] };
    expect(isAllowed([policy({ ingress: [{ from: [{ podSelector }] }] })], connection())).toBe(false);
  });
});
