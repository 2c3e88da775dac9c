import type { Platform } from '../../platform/types';
import { podSelector, workloadMetadata } from '../metadata';
import { type KubernetesObject, kubernetesObject } from '../typed';
import { type StoreServer, workloadOf } from './store-server';

/**
 * The two Services of a store: the host's name leads to any ready node; the headless one gives every node a name of its
 * own, before it is ready too, as nodes have to find each other to become ready.
 */
export function storeServices(platform: Platform, server: StoreServer): readonly KubernetesObject[] {
  const { workload, ports } = server;
  const own = workloadOf(server);
  const selector = podSelector(workload.fullName);
  const portOf = ({ name, port }: { readonly name: string; readonly port: number }) => ({
    name,
    port,
    targetPort: port,
    protocol: 'TCP',
  });
  return [
    kubernetesObject('Service', workloadMetadata(platform, own, workload.fullName), {
      spec: { type: 'ClusterIP', selector, ports: [portOf(ports.client)] },
    }),
    kubernetesObject('Service', workloadMetadata(platform, own, workload.headlessName), {
      spec: {
        type: 'ClusterIP',
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector,
        ports: [ports.client, ...ports.peers].map(portOf),
      },
    }),
  ];
}
