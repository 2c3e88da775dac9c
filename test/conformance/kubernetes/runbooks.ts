import type { Platform } from '../../../lib/platform/types';
import { commandsOf, judgeOf } from '../../operations/commands';
import type { Deployed } from './deployed';
import type { Outcome } from './kubectl';

/** What ends otherwise than well here, and how that has to look. */
interface Exception {
  readonly form: RegExp;
  /** @default everywhere */
  readonly where?: (platform: Platform) => boolean;
  readonly why: string;
  readonly says: RegExp;
}

const exceptions: readonly Exception[] = [
  {
    form: /(?:service\/memorai-postgres-rw|--selector app=memorai-postgres) ?/,
    where: ({ stores: { postgres } }) => postgres.provider === 'cluster' && postgres.operator === 'cloudnative-pg',
    why: 'the operator of PostgreSQL, who makes its Service and pods, does not run here',
    says: /^(?:Error from server \(NotFound\): services "memorai-postgres-rw" not found|No resources found in \S+ namespace\.)$/,
  },
  {
    form: /^kubectl --namespace \S+ port-forward service\/(?:prometheus|alertmanager)/,
    why: 'whoever runs the monitoring has these, and nobody does here',
    says: /^Error from server \(NotFound\): (?:namespaces|services) "[\w-]+" not found$/,
  },
  {
    form: /^kubectl --namespace \S+ logs --selector app=memorai-api /,
    where: ({ services: { api } }) => (api?.replicas.min ?? 0) > 1,
    why: 'played nodes have no kubelet, and a pod that cannot be asked keeps nobody from the others',
    says: /dial tcp [\s\S]*dial tcp /,
  },
  {
    form: /^kubectl (?:--namespace \S+ )?(?:logs|exec|port-forward|debug) /,
    why: 'played nodes have no kubelet: the server has found pod and container, and asks there',
    says: /dial tcp \S+: connect: connection refused/,
  },
  { form: /^kubectl --namespace \S+ top /, why: 'nobody measures', says: /^error: Metrics API not available$/ },
  {
    form: /(?:--field-selector=status\.phase=Pending|get challenges,orders)$/,
    why: 'nothing waits',
    says: /^No resources found in \S+ namespace\.$/,
  },
];

/** What is said against the kubectl commands of an environment's runbooks, each run as a person types it. */
export async function runbookProblems({ platform, plane, nodes }: Deployed): Promise<readonly string[]> {
  const node = nodes.nodes[0]?.name ?? '';
  const commands = commandsOf(platform).filter((one) => judgeOf(one) === 'kubernetes');
  const blocks = commands.filter(({ from }) => from === 'block');
  const problems: string[] = [];
  // Words of a sentence, without the object that it is about: that there are such a command and such options.
  for (const { text } of commands.filter(({ from }) => from === 'step')) {
    const { code, stderr } = await plane.kubectl.shell(`${text.replace(/ <pod> -- .*$/, '')} --help`);
    if (code !== 0) problems.push(`${text}: ${stderr}`);
  }
  for (const { text } of blocks) {
    let known = '';
    for (const line of text.split('\n').filter((one) => /\bkubectl /.test(one))) {
      const typed = line.replace(/ &$/, '').replaceAll('<node>', node);
      // A variable of the line before.
      if (/^\w+=/.test(typed)) known = `${typed}\n`;
      const asked = /^(?:export )?(\w+)=/.exec(typed)?.[1];
      const ask = asked === undefined ? `${known}${typed}` : `${typed}\n[ -n "$${asked}" ]`;
      problems.push(...problemsOf(platform, typed, await plane.kubectl.shell(ask)));
    }
  }
  // What `kubectl debug` leaves: its pods are nobody's, and would be in the way of a drain.
  const left = ['--namespace', 'default', `--field-selector=spec.nodeName=${node}`, '--wait=false'];
  await plane.kubectl.run(['delete', 'pods', ...left]);
  if (blocks.length === 0) problems.push('there is no command');
  return problems;
}

function problemsOf(platform: Platform, line: string, { code, stdout, stderr }: Outcome): readonly string[] {
  const exception = exceptions.find(({ form, where }) => form.test(line) && where?.(platform) !== false);
  const said = exception === undefined ? stderr.trim() : `${stderr}${stdout}`.trim();
  const isWell = exception === undefined ? code === 0 && said === '' : exception.says.test(said);
  const wanted = exception === undefined ? 'all to be well' : `${exception.says}, as ${exception.why}`;
  return isWell ? [] : [`${line}: ended with ${code}: ${said || stdout}; expected ${wanted}`];
}
