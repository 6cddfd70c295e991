import { type ClusterFacts } from '../configuration'
import { has } from '../../release/changes'
import {
  byName,
  certificates,
  certificateVolumes,
  type Component,
  healthProbes,
  type HostVolume,
  imageOf,
  kubeconfigVolume,
  type Probes,
} from './component'

export const controllerManager = (facts: ClusterFacts): Component => ({
  name: 'kube-controller-manager',
  image: imageOf(facts, 'kube-controller-manager'),
  flags: {
    'allocate-node-cidrs': 'true',
    ...kubeconfigFlags('controller-manager.conf'),
    'bind-address': '127.0.0.1',
    'client-ca-file': `${certificates}/ca.crt`,
    'cluster-cidr': '10.244.0.0/16',
    'cluster-name': 'mk',
    'cluster-signing-cert-file': `${certificates}/ca.crt`,
    'cluster-signing-key-file': `${certificates}/ca.key`,
    controllers: '*,bootstrapsigner,tokencleaner',
    'leader-elect': 'false',
    ...plainPort(facts),
    'requestheader-client-ca-file': `${certificates}/front-proxy-ca.crt`,
    'root-ca-file': `${certificates}/ca.crt`,
    'service-account-private-key-file': `${certificates}/sa.key`,
    'service-cluster-ip-range': '10.96.0.0/12',
    'use-service-account-credentials': 'true',
  },
  requests: { cpu: '200m' },
  probes: askedAt(10257),
  volumes: byName([
    ...certificateVolumes,
    flexVolumes,
    kubeconfigVolume('controller-manager.conf'),
  ]),
})

export const scheduler = (facts: ClusterFacts): Component => ({
  name: 'kube-scheduler',
  image: imageOf(facts, 'kube-scheduler'),
  flags: {
    ...kubeconfigFlags('scheduler.conf'),
    'bind-address': '127.0.0.1',
    'leader-elect': 'false',
    ...plainPort(facts),
  },
  requests: { cpu: '100m' },
  probes: askedAt(10259),
  volumes: [kubeconfigVolume('scheduler.conf')],
})

const kubeconfigFlags = (file: string): Record<string, string> => ({
  'authentication-kubeconfig': `/etc/kubernetes/${file}`,
  'authorization-kubeconfig': `/etc/kubernetes/${file}`,
  kubeconfig: `/etc/kubernetes/${file}`,
})

const plainPort = ({ release }: ClusterFacts): Record<string, string> =>
  has('controllersHaveNoPlainPort', release.minor) ? {} : { port: '0' }

const askedAt = (port: number): Probes =>
  healthProbes({ host: '127.0.0.1', path: '/healthz', port, scheme: 'HTTPS' })

const flexVolumes: HostVolume = {
  name: 'flexvolume-dir',
  path: '/usr/libexec/kubernetes/kubelet-plugins/volume/exec',
  type: 'DirectoryOrCreate',
}
