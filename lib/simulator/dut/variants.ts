import { branchOf } from '../gnmi/branch'
import { gnmiProgram } from '../gnmi/gnmi-program'
import type { ImageSpec } from '../docker/images/image-store'
import { sidecarImages } from '../sidecars/sidecar-images'
import { featureImage } from './images/feature-image'
import { loadedImages } from './loaded-images'
import type { ClickRelease } from './sonic-cli/click-words'

/** What distinguishes one kind of SONiC device from another, as data. */
export interface DutVariant {
  readonly description: string
  /** False: a public image, without ctrmgrd.service, kubelet, kubeadm, kubectl and pause image. */
  readonly kubernetesIncluded: boolean
  /** `verified`: ctrmgrd since 2026-07, which asks the cluster and cleans up after itself; `trusting`: older. */
  readonly ctrmgrd: 'verified' | 'trusting'
  readonly kubernetes: string
  readonly docker: {
    readonly version: string
    readonly apiVersion: string
    readonly cgroupDriver: 'cgroupfs' | 'systemd'
  }
  /** KUBELET_EXTRA_ARGS of /etc/default/kubelet. */
  readonly kubeletExtraArgs: string
  readonly pauseTags: readonly string[]
  /** The sandbox image that kubeadm writes into kubeadm-flags.env. */
  readonly sandboxImage: string
  readonly buildVersion: string
  readonly debianVersion: string
  readonly kernel: string
  /** SONiC's own containers, running from the start. */
  readonly features: readonly string[]
  /** Images that it has beside those of its features. */
  readonly loaded: readonly ImageSpec[]
  /** What `container wait` waits by. */
  readonly waiter: 'docker-rs' | 'python' | 'docker wait'
  /** What its CLI was built with. */
  readonly click: ClickRelease
  /** How rsyslog writes /var/log/syslog. */
  readonly syslog: 'iso' | 'sonic'
  /** False: br_netfilter is built into the kernel, so that modprobe finds no such module. */
  readonly bridgeModule: boolean
  /** The command line of its Docker daemon. */
  readonly dockerd: string
  /** Those of `admin`; who is not of adm sees of the journal and of logs what is his own. */
  readonly adminGroups: readonly string[]
  /** The id of the group that may use Docker. */
  readonly dockerGroup: number
  /** Commands of a full Debian that it lacks. */
  readonly lacks: readonly string[]
  /** Its Docker daemon asks libc for names, whatever Go would do. */
  readonly resolvesByLibc: boolean
}

const sonicFeatures = [
  'database',
  'swss',
  'syncd',
  'teamd',
  'bgp',
  'lldp',
  'pmon',
  'snmp',
  'telemetry',
  'gnmi',
  'restapi',
]

/** Those of them that an image built with Kubernetes lets it own (init_cfg.json, facts §1.8). */
export const kubeOwned: readonly string[] = ['lldp', 'pmon', 'snmp', 'telemetry', 'gnmi']

const master: DutVariant = {
  description: 'SONiC master of August 2026, built with Kubernetes',
  kubernetesIncluded: true,
  ctrmgrd: 'verified',
  kubernetes: 'v1.22.2',
  docker: { version: '28.5.2', apiVersion: '1.51', cgroupDriver: 'systemd' },
  kubeletExtraArgs: '--resolv-conf=/etc/resolv.conf --cgroup-driver=systemd --node-ip=::',
  pauseTags: ['k8s.gcr.io/pause:3.5'],
  sandboxImage: 'k8s.gcr.io/pause:3.5',
  buildVersion: 'master.964512-086b03bd7',
  debianVersion: '13.1',
  kernel: '6.12.41+deb13-sonic-amd64',
  features: sonicFeatures,
  loaded: loadedImages,
  waiter: 'docker-rs',
  click: '8.1',
  syslog: 'sonic',
  lacks: [],
  bridgeModule: true,
  dockerd:
    '/usr/bin/dockerd -H fd:// --storage-driver=overlay2 --bip=240.127.1.1/24 --iptables=false --ipv6=true --fixed-cidr-v6=fd00::/80',
  resolvesByLibc: false,
  adminGroups: ['sudo', 'docker', 'redis', 'adm'],
  dockerGroup: 999,
}

const bookwormKernel = '6.1.0-29-2-amd64'
const olderDocker = { version: '24.0.2', apiVersion: '1.43', cgroupDriver: 'cgroupfs' } as const
const cgroupfsArgs = '--resolv-conf=/etc/resolv.conf --cgroup-driver=cgroupfs --node-ip=::'

/** The simulated devices by name. */
export const dutVariants = {
  master,
  '202511': {
    ...master,
    description: 'SONiC 202511',
    ctrmgrd: 'trusting',
    docker: { ...master.docker, version: '28.2.2', apiVersion: '1.50' },
    buildVersion: '20251110.07',
  },
  '202505': {
    ...master,
    description: 'SONiC 202505',
    ctrmgrd: 'trusting',
    docker: olderDocker,
    waiter: 'python',
    click: '7.0',
    kubeletExtraArgs: cgroupfsArgs,
    buildVersion: '20250510.14',
    kernel: bookwormKernel,
    debianVersion: '12.11',
  },
  '202411': {
    ...master,
    description: 'SONiC 202411',
    ctrmgrd: 'trusting',
    docker: olderDocker,
    waiter: 'python',
    click: '7.0',
    kubeletExtraArgs: cgroupfsArgs,
    buildVersion: '20241110.29',
    kernel: bookwormKernel,
    debianVersion: '12.8',
  },
  '202405': {
    ...master,
    description: 'SONiC 202405',
    ctrmgrd: 'trusting',
    docker: olderDocker,
    waiter: 'python',
    click: '7.0',
    kubeletExtraArgs: cgroupfsArgs,
    buildVersion: '20240510.31',
    kernel: bookwormKernel,
    debianVersion: '12.6',
  },
  'recorded-lab': {
    ...master,
    description: 'the device that the contracts were recorded on',
    kubernetes: 'v1.20.2',
    docker: { version: '20.10.24+dfsg1', apiVersion: '1.41', cgroupDriver: 'cgroupfs' },
    kubeletExtraArgs: cgroupfsArgs,
    pauseTags: ['k8s.gcr.io/pause:3.2', 'k8s.gcr.io/pause:3.5'],
    sandboxImage: 'k8s.gcr.io/pause:3.2',
    buildVersion: 'master.lab-086b03bd7',
    debianVersion: '12.11',
    kernel: '6.18.44-fc-v657',
    features: [],
    loaded: [],
    waiter: 'docker wait',
    syslog: 'iso',
    bridgeModule: false,
    lacks: ['hd', 'hexdump', 'patch', 'xxd'],
    adminGroups: ['docker'],
    dockerGroup: 104,
    dockerd:
      '/usr/sbin/dockerd -H fd:// --storage-driver=overlay2 --bip=240.127.1.1/24  --iptables=false --ip6tables=false --ipv6=true --fixed-cidr-v6=fd00::/80',
    resolvesByLibc: true,
  },
  public: {
    ...master,
    description: 'a public image of master, built without Kubernetes',
    kubernetesIncluded: false,
    pauseTags: [],
    loaded: [],
  },
} as const satisfies Record<string, DutVariant>

export type DutVariantName = keyof typeof dutVariants

/** There is nothing in it but one program. */
const pauseImage = (tags: readonly string[]): ImageSpec => ({
  tags,
  sizeBytes: 690_640,
  entrypoint: ['/pause'],
  isBare: true,
})

/** The images on a device of this variant. */
export const variantImages = (variant: DutVariant): readonly ImageSpec[] => [
  ...(variant.pauseTags.length > 0 ? [pauseImage(variant.pauseTags)] : []),
  ...variant.features.map((feature) =>
    featureImage({
      feature,
      version: variant.buildVersion,
      tags: [`${imageOf(feature)}:latest`, `${imageOf(feature)}:${variant.buildVersion}`],
      sizeBytes: 310_000_000 + feature.length * 1_700_000,
      ...(feature === 'gnmi' && { application: gnmiProgram(branchOf(variant.buildVersion)) }),
    }),
  ),
  // The recorded device has none of SONiC's own images.
  ...(variant.kubernetesIncluded && variant.features.length > 0
    ? sidecarImages(variant.buildVersion)
    : []),
  ...variant.loaded,
]

/** `docker-snmp`, `docker-orchagent` …: the image of a feature. */
export function imageOf(feature: string): string {
  const special: Readonly<Record<string, string>> = {
    swss: 'docker-orchagent', syncd: 'docker-syncd-vs', bgp: 'docker-fpm-frr', pmon: 'docker-platform-monitor',
    telemetry: 'docker-sonic-telemetry', gnmi: 'docker-sonic-gnmi',
  } // prettier-ignore
  return special[feature] ?? `docker-${feature}`
}
