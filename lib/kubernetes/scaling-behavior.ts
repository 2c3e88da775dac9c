import type { Autoscaling, ScalingDirection } from '../platform/types';

/** As the API has it; KEDA takes the same. */
export const behavior = ({ behavior: { scaleUp, scaleDown } }: Pick<Autoscaling, 'behavior'>) => ({
  scaleUp: direction(scaleUp),
  scaleDown: direction(scaleDown),
});

const direction = ({ stabilizationSeconds, select, policies }: ScalingDirection) => ({
  stabilizationWindowSeconds: stabilizationSeconds,
  selectPolicy: select,
  policies,
});
