import type { Platform } from '../../platform/types';
import type { KubernetesObject } from '../typed';
import { albObjects } from './alb';
import { gatewayObjects } from './gateway';
import { nginxObjects } from './nginx';

/** The way in from outside, for the controller of the platform; nothing where no service is public. */
export function ingress(platform: Platform): readonly KubernetesObject[] {
  const { ingress } = platform;
  switch (ingress?.controller) {
    case 'ingress-nginx':
      return nginxObjects(platform, ingress);
    case 'gateway':
      return gatewayObjects(platform, ingress);
    case 'alb':
      return albObjects(platform, ingress);
    case undefined:
      return [];
  }
}
