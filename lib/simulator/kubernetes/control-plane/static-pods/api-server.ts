import { admissionPlugins, type ClusterFacts } from '../configuration'
import { has } from '../../release/changes'
import {
  type Asked,
  certificates,
  certificateVolumes,
  type Component,
  healthProbes,
  imageOf,
  readiness,
} from './component'

export function apiServer(facts: ClusterFacts): Component {
  const { nodeIp, apiPort } = facts
  const asked = (path: string): Asked => ({
    host: nodeIp,
    path,
    port: apiPort,
    scheme: 'HTTPS',
  })
  return {
    name: 'kube-apiserver',
    image: imageOf(facts, 'kube-apiserver'),
    annotations: {
      'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${nodeIp}:${apiPort}`,
    },
    flags: flagsOf(facts),
    requests: { cpu: '250m' },
    probes: { ...healthProbes(asked('/livez')), readinessProbe: readiness(asked('/readyz')) },
    volumes: certificateVolumes,
  }
}

const flagsOf = ({ release, nodeIp, apiPort }: ClusterFacts): Record<string, string> => ({
  'advertise-address': nodeIp,
  'allow-privileged': 'true',
  'authorization-mode': 'Node,RBAC',
  'client-ca-file': `${certificates}/ca.crt`,
  'enable-admission-plugins': admissionPlugins,
  'enable-bootstrap-token-auth': 'true',
  'etcd-cafile': `${certificates}/etcd/ca.crt`,
  'etcd-certfile': `${certificates}/apiserver-etcd-client.crt`,
  'etcd-keyfile': `${certificates}/apiserver-etcd-client.key`,
  'etcd-servers': 'https://127.0.0.1:2379',
  ...(!has('apiServerHasNoPlainPort', release.minor) && { 'insecure-port': '0' }),
  'kubelet-client-certificate': `${certificates}/apiserver-kubelet-client.crt`,
  'kubelet-client-key': `${certificates}/apiserver-kubelet-client.key`,
  'kubelet-preferred-address-types': 'InternalIP,ExternalIP,Hostname',
  'proxy-client-cert-file': `${certificates}/front-proxy-client.crt`,
  'proxy-client-key-file': `${certificates}/front-proxy-client.key`,
  'requestheader-allowed-names': 'front-proxy-client',
  'requestheader-client-ca-file': `${certificates}/front-proxy-ca.crt`,
  'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
  'requestheader-group-headers': 'X-Remote-Group',
  'requestheader-username-headers': 'X-Remote-User',
  'secure-port': String(apiPort),
  'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
  'service-account-key-file': `${certificates}/sa.pub`,
  'service-account-signing-key-file': `${certificates}/sa.key`,
  'service-cluster-ip-range': '10.96.0.0/12',
  'tls-cert-file': `${certificates}/apiserver.crt`,
  'tls-private-key-file': `${certificates}/apiserver.key`,
})
