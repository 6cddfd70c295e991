import { type KubeObject } from '../objects'
import { has } from '../release/changes'
import { column } from '../table/column'
import { nameColumn } from '../table/shared-columns'
import { StatusError } from '../api/status-error'
import { type Resource } from './resource'

interface ComponentStatus extends KubeObject {
  conditions: { type: 'Healthy'; status: 'True' | 'False'; message: string }[]
}

const kind = { kind: 'ComponentStatus', apiVersion: 'v1' }

/**
 * What the API server finds when it asks its neighbours for their health, whenever somebody wants to know. kubeadm closes the
 * ports by which older servers ask, so that these call their own controllers unhealthy (kubernetes/pkg/registry/core/rest).
 */
export const componentstatuses: Resource<ComponentStatus> = {
  ...kind,
  group: '',
  version: 'v1',
  plural: 'componentstatuses',
  namespaced: false,
  columns: [
    nameColumn,
    column('Status', ({ conditions: [found] }) => (isWell(found) ? 'Healthy' : 'Unhealthy')),
    column('Message', ({ conditions: [found] }) => found?.message ?? ''),
    column('Error', () => ''),
  ],
  foundOut: {
    all: (minor) => [
      componentStatus('controller-manager', has('managerIsAskedSafely', minor) ? 'ok' : 10252),
      componentStatus('scheduler', has('schedulerIsAskedSafely', minor) ? 'ok' : 10251),
      componentStatus('etcd-0', has('etcdSaysWhy', minor) ? etcdIs({ reason: '' }) : etcdIs({})),
    ],
    // To the server it is an error that it did not expect.
    absence: (name) => new StatusError(500, undefined, `Component not found: ${name}`),
  },
}

const isWell = (condition: ComponentStatus['conditions'][number] | undefined): boolean =>
  condition?.status === 'True'

const etcdIs = (more: object): string => JSON.stringify({ health: 'true', ...more })

/** With what it answered, or the port at which nobody does. */
function componentStatus(name: string, answer: string | number): ComponentStatus {
  const message =
    typeof answer === 'string'
      ? answer
      : `Get "http://127.0.0.1:${answer}/healthz": dial tcp 127.0.0.1:${answer}: connect: connection refused`
  const status = typeof answer === 'string' ? 'True' : 'False'
  return {
    ...kind,
    metadata: { name, creationTimestamp: null } as unknown as KubeObject['metadata'],
    conditions: [{ type: 'Healthy', status, message }],
  }
}
