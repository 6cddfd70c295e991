import type { DaemonSet, KubeObject } from '../../../kubernetes/objects'

export interface FeatureSet {
  /** With its tag: `10.251.0.1:5000/docker-snmp:v2`. */
  readonly image: string
  /** IMAGE_VERSION */
  readonly version: string
  /** RUNTIME_OWNER; default kube. */
  readonly owner?: string
  /** Default: nodes that have `snmp_enabled=true`. */
  readonly nodeSelector?: Readonly<Record<string, string>>
}

/** The DaemonSet that the recordings are of. */
export const featureSet = ({
  image,
  version,
  owner = 'kube',
  nodeSelector,
}: FeatureSet): DaemonSet =>
  ({
    kind: 'DaemonSet',
    apiVersion: 'apps/v1',
    metadata: { name: 'snmp', namespace: 'sonic' },
    spec: {
      selector: { matchLabels: { raw_container_name: 'snmp' } },
      template: {
        metadata: { labels: { raw_container_name: 'snmp' } },
        spec: {
          nodeSelector: { ...(nodeSelector ?? { snmp_enabled: 'true' }) },
          hostNetwork: true,
          containers: [
            {
              name: 'snmp',
              image,
              env: [
                { name: 'RUNTIME_OWNER', ...(owner && { value: owner }) },
                { name: 'IMAGE_VERSION', value: version },
              ],
              readinessProbe: {
                exec: { command: ['test', '-e', '/var/run/start.done'] },
                periodSeconds: 2,
              },
              volumeMounts: [
                { name: 'redis', mountPath: '/var/run/redis' },
                { name: 'log', mountPath: '/dev/log' },
                { name: 'sonic', mountPath: '/etc/sonic', readOnly: true },
              ],
            },
          ],
          volumes: [
            { name: 'redis', hostPath: { path: '/var/run/redis' } },
            { name: 'log', hostPath: { path: '/dev/log' } },
            { name: 'sonic', hostPath: { path: '/etc/sonic' } },
          ],
        },
      },
    },
  }) as KubeObject as DaemonSet
