import { loadEnvironments } from '../../lib/cli/environments';
import { environmentRunbooks } from '../../lib/operations/environment';
import type { Platform } from '../../lib/platform/index';

/** Where a command is run by a test, against the real program that it is for: a part of conformance, or `npm test`. */
export type Judge = 'stores' | 'kubernetes' | 'aws' | 'monitoring' | 'compose' | 'npm test';

/** What a runbook says to type: a block of a shell, or the words between two ticks of a step. */
export interface Command {
  readonly platform: Platform;
  readonly text: string;
  readonly from: 'block' | 'step';
}

interface Form {
  readonly begins: RegExp;
  readonly judge: Judge;
}

/** By how it begins. */
const forms: readonly Form[] = [
  { begins: /^(?:psql|pg_isready|redis-cli) /, judge: 'stores' },
  { begins: /^(?:pod=\$\(|export \w+=\$\()?kubectl /, judge: 'kubernetes' },
  { begins: /^(?:H=\$\(|export \w+=\$\()?aws /, judge: 'aws' },
  { begins: /^(?:promtool|amtool) /, judge: 'monitoring' },
  { begins: /^docker compose /, judge: 'compose' },
  { begins: /^(?:memorai|df|du|free|journalctl) /, judge: 'npm test' },
];

/** What is run of a container, by its service: `docker compose exec` and `run` themselves are of the part compose. */
const containers: Readonly<Record<string, Judge>> = {
  postgres: 'stores',
  'redis-cli': 'stores',
  prometheus: 'monitoring',
  alertmanager: 'monitoring',
  'memorai-api': 'npm test',
  backup: 'compose',
};

/** A program of a step that nobody runs here, and why. */
export const notRun: Readonly<Record<string, string>> = {
  'memorai-db ': 'the part stores runs each of its commands against a real database',
  'docker system ': 'there is no engine',
  'docker image ': 'there is no engine',
  'SELECT pg_terminate_backend(pid)': 'the part stores ends a session of its own with it',
};

/** The words of an environment that are commands: of the rest between ticks, names and settings, none begins like a program. */
export function commandsOf(platform: Platform): readonly Command[] {
  const text = environmentRunbooks(platform);
  const blocks = Array.from(text.matchAll(/```sh\n([\s\S]*?)\n```/g), ([, block = '']) => block);
  const steps = Array.from(text.matchAll(/^- .*$/gm)).flatMap(([step]) =>
    Array.from(step.matchAll(/`([^`]+)`/g), ([, words = '']) => words).filter(
      (words) => / /.test(words) && !/^\w+: /.test(words),
    ),
  );
  return [
    ...[...new Set(blocks)].map((block) => ({ platform, text: block, from: 'block' as const })),
    ...[...new Set(steps)]
      .filter((words) => !Object.keys(notRun).some((known) => words.startsWith(known)))
      .map((words) => ({ platform, text: words, from: 'step' as const })),
  ];
}

/** The shipped environments. */
export const shipped: readonly Platform[] = loadEnvironments({ folder: 'environments', names: [] }).map(
  ({ platform }) => platform,
);

/** What `docker compose exec` or `run` starts, and in the container of which service. */
export interface Inside {
  readonly service: string;
  /** The rest of the line: words of the program, and whatever its output goes to. */
  readonly words: string;
}

export function inside(line: string): Inside | undefined {
  const [, service, words] = /^docker compose --file \S+ (?:exec(?: -T)?|run --rm) (\S+) (.*)$/s.exec(line) ?? [];
  return service === undefined || words === undefined ? undefined : { service, words };
}

export const judgeOf = ({ text }: Command): Judge | undefined => forms.find(({ begins }) => begins.test(text))?.judge;
export const judgeInside = ({ service }: Inside): Judge | undefined => containers[service];

/** Blocks that a part runs, of all shipped environments. */
export const blocksFor = (judge: Judge): readonly Command[] =>
  shipped.flatMap(commandsOf).filter((command) => command.from === 'block' && judgeOf(command) === judge);

/** Lines that a part runs as they are run in a container, each once. */
export const insideFor = (judge: Judge): readonly (Inside & { readonly platform: Platform })[] =>
  blocksFor('compose').flatMap(({ platform, text }) =>
    text.split('\n').flatMap((line) => {
      const one = inside(line);
      return one !== undefined && judgeInside(one) === judge ? [{ ...one, platform }] : [];
    }),
  );
