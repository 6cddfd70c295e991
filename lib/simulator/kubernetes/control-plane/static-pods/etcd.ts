import { type ClusterFacts } from '../configuration'
import { has } from '../../release/changes'
import { type Asked, certificates, type Component, healthProbes } from './component'

const pki = `${certificates}/etcd`
const data = '/var/lib/minikube/etcd'

export function etcd({ release, nodeName, nodeIp }: ClusterFacts): Component {
  const { minor, imageRepository } = release
  const [clients, peers] = [`https://${nodeIp}:2379`, `https://${nodeIp}:2380`]
  const asked = (path: string): Asked => ({
    host: '127.0.0.1',
    path,
    port: 2381,
    scheme: 'HTTP',
  })
  const consistent = has('etcdIsAskedForLess', minor)
  return {
    name: 'etcd',
    image: `${imageRepository}/etcd:${etcdTags[minor]}`,
    annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': clients },
    flags: {
      'advertise-client-urls': clients,
      'cert-file': `${pki}/server.crt`,
      'client-cert-auth': 'true',
      'data-dir': data,
      ...(has('etcdChecksItself', minor) && { 'experimental-initial-corrupt-check': 'true' }),
      ...(has('etcdTellsProgress', minor) && {
        'experimental-watch-progress-notify-interval': '5s',
      }),
      'initial-advertise-peer-urls': peers,
      'initial-cluster': `${nodeName}=${peers}`,
      'key-file': `${pki}/server.key`,
      'listen-client-urls': `https://127.0.0.1:2379,${clients}`,
      'listen-metrics-urls': 'http://127.0.0.1:2381',
      'listen-peer-urls': peers,
      name: nodeName,
      'peer-cert-file': `${pki}/peer.crt`,
      'peer-client-cert-auth': 'true',
      'peer-key-file': `${pki}/peer.key`,
      'peer-trusted-ca-file': `${pki}/ca.crt`,
      'proxy-refresh-interval': '70000',
      'snapshot-count': '10000',
      'trusted-ca-file': `${pki}/ca.crt`,
    },
    requests: {
      cpu: '100m',
      ...(!has('etcdNeedsNoStorage', minor) && { 'ephemeral-storage': '100Mi' }),
      memory: '100Mi',
    },
    probes: consistent
      ? healthProbes(
          asked('/health?serializable=false'),
          asked('/health?exclude=NOSPACE&serializable=true'),
        )
      : healthProbes(asked('/health')),
    volumes: [
      { name: 'etcd-data', path: data, type: 'DirectoryOrCreate' },
      { name: 'etcd-certs', path: pki, type: 'DirectoryOrCreate' },
    ],
  }
}

/** What the first patch release of each minor version of kubeadm runs (its constants.go). */
const etcdTags: Readonly<Record<number, string>> = {
  20: '3.4.13-0',
  21: '3.4.13-0',
  22: '3.5.0-0',
  23: '3.5.1-0',
  24: '3.5.3-0',
  25: '3.5.4-0',
  26: '3.5.6-0',
  27: '3.5.7-0',
  28: '3.5.9-0',
}
