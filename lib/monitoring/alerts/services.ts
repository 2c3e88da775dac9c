import { absent, anyOf, equals, last, sum } from '../promql';
import { place } from '../scope';
import type { Alert } from './alert';
import { events, logs, oneVersionBack, state } from './commands';
import { anyService, firstJob, inCluster, onOneMachine, serviceJobs } from './places';

/** What users of the services notice. */
export const serviceAlerts: readonly Alert[] = [
  {
    name: 'ServiceDown',
    severity: 'critical',
    for: '3m',
    summary: 'A service does not answer at all',
    description: 'no pod of {{ $labels.job }} answers the scraper',
    source: 'E108',
    applies: (platform) => serviceJobs(platform).length > 0,
    expression: (platform) =>
      anyOf([
        // With the labels that absent() has too: when the last pod of a service goes, that is not another alert.
        equals(sum(last('up', { job: { oneOf: serviceJobs(platform) } }), ['namespace', 'job']), 0),
        ...serviceJobs(platform).map((job) => absent(last('up', { job }))),
      ]),
    fires: (platform) => ({
      series: Object.fromEntries(
        serviceJobs(platform).map((job, index) => [`up{job="${job}",instance="a"}`, index === 0 ? '0x20' : '1x20']),
      ),
      at: '10m',
      labels: { ...place(platform), job: firstJob(platform) },
      says: `no pod of ${firstJob(platform)} answers the scraper`,
    }),
    // One pod of two is away.
    quiet: (platform) => ({
      series: Object.fromEntries(
        serviceJobs(platform).flatMap((job) => [
          [`up{job="${job}",instance="a"}`, '0x20'],
          [`up{job="${job}",instance="b"}`, '1x20'],
        ]),
      ),
      at: '10m',
    }),
    explains: { HighResponseTime: ['job'], ErrorBudgetBurnsSlowly: ['job'] },
    about: 'job',
    runbook: {
      means: 'Every request to this service fails, or nobody can see whether it does.',
      look: (platform) => [
        { what: 'whether it runs, and why not', command: state(platform, anyService(platform)) },
        { what: 'what it says', command: logs(platform, anyService(platform), '15m') },
        ...(inCluster(platform) ? [{ what: 'the last events', command: events(platform) }] : []),
      ],
      act: [
        {
          where: inCluster,
          step: 'Pods that are pending: the node pool is full or the image cannot be pulled; the events say which.',
        },
        { where: inCluster, step: 'Pods that restart: their last words are in `kubectl logs --previous`.' },
        {
          where: inCluster,
          step: 'Pods that run and are ready: the scraper cannot reach them; look at the NetworkPolicy and at the namespace of the scraper.',
        },
        {
          where: onOneMachine,
          step: 'Exited with 137: it had no memory left; raise its `resources.memory`, and look at the machine with `free -m`.',
        },
        {
          where: onOneMachine,
          step: 'Restarting: its last lines say why. Created, and never started: what it waits for is not healthy; look at the stores.',
        },
        { where: onOneMachine, step: `Since the last release: ${oneVersionBack}.` },
      ],
    },
  },
];
