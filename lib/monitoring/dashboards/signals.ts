import { measuredServices } from '../../platform/scraped';
import type { Platform, Service } from '../../platform/types';
import {
  anyOf,
  divide,
  either,
  histogram,
  type Instant,
  last,
  max,
  minus,
  over,
  panelWindow,
  quantile,
  rate,
  sum,
  times,
} from '../promql';
import { failed, failedShare } from '../requests';

const MEBIBYTE = 1024 ** 2;

/** 1 - 0.001 as it is meant, and not 0.9989999999999999. */
export const sixDigits = (value: number): number => Number(value.toPrecision(6));

const byJob = ['job'];

/** Time within which a share of the answers comes, by `job` or of one service. */
export const latency = (share: number, job?: string): Instant =>
  job === undefined
    ? quantile(share, sum(rate(histogram('http_request_duration_seconds', 'bucket', panelWindow)), ['job', 'le']))
    : quantile(share, sum(rate(histogram('http_request_duration_seconds', 'bucket', panelWindow, { job })), ['le']));

/** Share of answers that are server errors, by service: 0 where there is none, and not nothing. */
export const errorShare = (job?: string): Instant => {
  const only = job === undefined ? {} : { job };
  const answers = sum(rate(over('http_requests_total', panelWindow, only)), byJob);
  const failures = sum(rate(over('http_requests_total', panelWindow, { ...only, ...failed })), byJob);
  return divide(either(failures, times(0, answers)), answers);
};

/** Share of the answers of 30 days, or of what is kept of them, that were no server errors, by service. */
export const availability: Instant = minus(1, failedShare('30d'));

/** The fullest pod of a service: share of the memory at which it is killed. */
export const memoryShare = ({ fullName, resources: { limits } }: Service): Instant =>
  divide(max(last('process_resident_memory_bytes', { job: fullName }), byJob), limits.memoryMiB * MEBIBYTE);

/** The busiest pod of a service: share of the CPU time that it may have. */
export const cpuShare = ({ fullName, resources: { limits } }: Service): Instant =>
  divide(max(rate(over('process_cpu_seconds_total', panelWindow, { job: fullName })), byJob), limits.cpuMillis / 1000);

/** The same of all services that are scraped. */
export const ofAll = (platform: Platform, share: (service: Service) => Instant): Instant =>
  anyOf(measuredServices(platform).map(share));

/** How many of its pods an autoscaler uses, as a share of the most that it may. */
export const replicaShare = (service?: Service): Instant => {
  const matchers = service === undefined ? {} : { horizontalpodautoscaler: service.hpaName };
  return divide(
    max(last('kube_horizontalpodautoscaler_status_current_replicas', matchers), ['horizontalpodautoscaler']),
    max(last('kube_horizontalpodautoscaler_spec_max_replicas', matchers), ['horizontalpodautoscaler']),
  );
};

/** Whether an autoscaler of ours or of KEDA changes the number of its pods. */
export const scales = (platform: Platform, { autoscaling }: Service): boolean =>
  platform.cluster !== undefined && autoscaling !== undefined;
