/** CPU and memory of one node. */
export interface MachineCapacity {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
}

export type ClusterProvider = 'eks' | 'aks' | 'gke' | 'generic';

interface Family {
  /** `m5.xlarge`, `Standard_D4s_v5`, `n2-standard-4`: how a size is written for this family. */
  readonly name: (size: string) => string;
  readonly gibPerCore: number;
}

/** Sizes of EC2 and their cores (AWS instance type pages). */
const ec2Sizes = { large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32 };
const coreSizes = { '2': 2, '4': 4, '8': 8, '16': 16, '32': 32 };

const ec2 = (family: string, gibPerCore: number): Family => ({ name: (size) => `${family}.${size}`, gibPerCore });

/** General purpose, compute and memory families: 4, 2 and 8 GiB a core at all three providers. */
const families: Readonly<
  Record<Exclude<ClusterProvider, 'generic'>, { sizes: Record<string, number>; families: Family[] }>
> = {
  eks: {
    sizes: ec2Sizes,
    families: [
      ...['m5', 'm6i', 'm6a', 'm6g', 'm7i', 'm7a', 'm7g', 'm8g'].map((name) => ec2(name, 4)),
      ...['c5', 'c6i', 'c6a', 'c6g', 'c7i', 'c7a', 'c7g', 'c8g'].map((name) => ec2(name, 2)),
      ...['r5', 'r6i', 'r6a', 'r6g', 'r7i', 'r7a', 'r7g', 'r8g'].map((name) => ec2(name, 8)),
    ],
  },
  aks: {
    sizes: coreSizes,
    families: [
      { name: (size) => `Standard_D${size}s_v5`, gibPerCore: 4 },
      { name: (size) => `Standard_D${size}as_v5`, gibPerCore: 4 },
      { name: (size) => `Standard_F${size}s_v2`, gibPerCore: 2 },
      { name: (size) => `Standard_E${size}s_v5`, gibPerCore: 8 },
      { name: (size) => `Standard_E${size}as_v5`, gibPerCore: 8 },
    ],
  },
  gke: {
    sizes: coreSizes,
    families: [
      { name: (size) => `e2-standard-${size}`, gibPerCore: 4 },
      { name: (size) => `n2-standard-${size}`, gibPerCore: 4 },
      { name: (size) => `c2d-highcpu-${size}`, gibPerCore: 2 },
      { name: (size) => `c3-standard-${size}`, gibPerCore: 4 },
      { name: (size) => `n2-highmem-${size}`, gibPerCore: 8 },
    ],
  },
};

/** How each provider writes its machine types, those too that the library does not know. */
export const machineForms: Readonly<
  Record<Exclude<ClusterProvider, 'generic'>, { readonly form: RegExp; readonly example: string }>
> = {
  eks: { form: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, example: 'm5.xlarge' },
  aks: { form: /^(Standard|Basic)_[A-Za-z0-9_-]+$/, example: 'Standard_D4s_v5' },
  gke: { form: /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/, example: 'n2-standard-4' },
};

/** All machine types of a provider that the library knows; a generic cluster has none. */
export function machineTypes(provider: ClusterProvider): Readonly<Record<string, MachineCapacity>> {
  if (provider === 'generic') return {};
  const table = families[provider];
  return Object.fromEntries(
    table.families.flatMap((family) =>
      Object.entries(table.sizes).map(([size, cores]) => [
        family.name(size),
        { cpuMillis: cores * 1000, memoryMiB: cores * family.gibPerCore * 1024 },
      ]),
    ),
  );
}

/** Images of EKS by the family of a machine type: the first row that matches. */
const amiTypes: readonly { readonly family: RegExp; readonly amiType: string }[] = [
  { family: /^g\d+g/, amiType: 'AL2023_ARM_64_NVIDIA' },
  { family: /^[gp]\d/, amiType: 'AL2023_x86_64_NVIDIA' },
  { family: /^(inf|trn)\d/, amiType: 'AL2023_x86_64_NEURON' },
  // Graviton has a `g` behind its generation: m7g, c6gd, r8g, x2gd.
  { family: /^([a-z]+\d+g|a1)/, amiType: 'AL2023_ARM_64_STANDARD' },
];

/** The image of a node of EKS: Amazon Linux 2023 for its processor. */
export function amiTypeOf(instanceType: string): string {
  return amiTypes.find(({ family }) => family.test(instanceType))?.amiType ?? 'AL2023_x86_64_STANDARD';
}

/** Network interfaces of an EC2 machine, and the addresses of each. */
interface Interfaces {
  readonly count: number;
  readonly addresses: number;
}

/** By size (AWS documentation, 'IP addresses per network interface'). */
const interfacesBySize: Readonly<Record<string, Interfaces>> = {
  medium: { count: 2, addresses: 4 },
  large: { count: 3, addresses: 10 },
  xlarge: { count: 4, addresses: 15 },
  '2xlarge': { count: 4, addresses: 15 },
  '4xlarge': { count: 8, addresses: 30 },
  '8xlarge': { count: 8, addresses: 30 },
};
/** Of the larger sizes. */
const mostInterfaces: Interfaces = { count: 15, addresses: 50 };

const interfacesOf = (instanceType: string): Interfaces =>
  interfacesBySize[instanceType.split('.')[1] ?? ''] ?? mostInterfaces;

/** Addresses of its subnet that a node and its pods can take at most, with the VPC's own network plugin. */
export function addressesPerNode(instanceType: string): number {
  const { count, addresses } = interfacesOf(instanceType);
  return count * addresses;
}

/** What the kubelet admits unless it is told otherwise (kubernetes.io, 'Considerations for large clusters'). */
const USUAL_PODS = 110;

/**
 * Pods that a node takes. On EKS the first address of each interface is the node's own, and two pods, of the network and
 * of the proxy, use the node's (Amazon EKS AMI, `eni-max-pods.txt`).
 */
export function podsPerNode(provider: ClusterProvider, instanceType: string): number {
  if (provider !== 'eks') return USUAL_PODS;
  const { count, addresses } = interfacesOf(instanceType);
  return count * (addresses - 1) + 2;
}

/** Pods of the cluster's own on every node, at the least: network, proxy, volumes, identity or metrics. */
export const daemonsPerNode = 4;

export interface NodePoolDefaults {
  readonly instanceType: Readonly<Record<Exclude<ClusterProvider, 'generic'>, string>>;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly autoScaling: boolean;
  /** `application` is untainted: the cluster's own pods need somewhere to run. */
  readonly tainted: boolean;
  readonly source: string;
}

/** The guide's three pools (L23-37); for AKS and GKE the machine of the same size (E36). */
export const defaultNodePools: Readonly<Record<string, NodePoolDefaults>> = {
  application: {
    instanceType: { eks: 'm5.xlarge', aks: 'Standard_D4s_v5', gke: 'n2-standard-4' },
    minNodes: 3,
    maxNodes: 10,
    autoScaling: true,
    tainted: false,
    source: 'guide L23-27',
  },
  ml_workload: {
    instanceType: { eks: 'c5.2xlarge', aks: 'Standard_F8s_v2', gke: 'c2d-highcpu-8' },
    minNodes: 2,
    maxNodes: 8,
    autoScaling: true,
    tainted: true,
    source: 'guide L28-32',
  },
  database: {
    instanceType: { eks: 'r5.xlarge', aks: 'Standard_E4s_v5', gke: 'n2-highmem-4' },
    minNodes: 3,
    maxNodes: 3,
    autoScaling: false,
    tainted: true,
    source: 'guide L33-37',
  },
};
