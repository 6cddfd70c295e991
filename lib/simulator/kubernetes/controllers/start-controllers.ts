import { type Controller, type ControllerContext } from './controller'
import { bootstrapTokens } from './bootstrap-tokens'
import { csrController } from './csr-controller'
import { daemonSetController } from './daemonset/daemonset-controller'
import { deployments, replicasets } from '../resources/deployments'
import { jobs } from '../resources/jobs'
import { poddisruptionbudgets } from '../resources/disruption-budgets'
import { resourcequotas } from '../resources/resource-quotas'
import { services } from '../resources/services'
import { onFirst } from './on-first'
import { garbageCollector } from './garbage-collector'
import { namespaceController } from './namespace/namespace-controller'
import { nodeAdmission } from './node/node-admission'
import { nodeLifecycle } from './node/node-lifecycle'
import { nodeTaints } from './node/node-taints'
import { podGarbageCollector } from './pod-gc'
import { roleAggregation } from './role-aggregation'
import { scheduler } from './scheduler'
import { taintEviction } from './node/taint-eviction'

const controllers: Readonly<Record<string, Controller>> = {
  namespaceController,
  nodeAdmission,
  nodeTaints,
  nodeLifecycle,
  taintEviction,
  csrController,
  daemonSetController,
  deploymentController: onFirst(
    { resource: deployments },
    () =>
      (
        require('./deployment/deployment-controller') as typeof import('./deployment/deployment-controller')
      ).deploymentController,
  ),
  replicaSetController: onFirst(
    { resource: replicasets },
    () =>
      (
        require('./deployment/replica-set-controller') as typeof import('./deployment/replica-set-controller')
      ).replicaSetController,
  ),
  jobController: onFirst(
    { resource: jobs },
    () => (require('./job/job-controller') as typeof import('./job/job-controller')).jobController,
  ),
  roleAggregation,
  bootstrapTokens,
  disruptionController: onFirst(
    { resource: poddisruptionbudgets },
    () =>
      (
        require('./disruption/disruption-controller') as typeof import('./disruption/disruption-controller')
      ).disruptionController,
  ),
  quotaController: onFirst(
    { resource: resourcequotas },
    () => (require('./quota-controller') as typeof import('./quota-controller')).quotaController,
  ),
  endpointsController: onFirst(
    { resource: services, isMeant: ({ spec }) => spec.selector !== undefined },
    () =>
      (
        require('./endpoints/endpoints-controller') as typeof import('./endpoints/endpoints-controller')
      ).endpointsController,
  ),
  endpointSliceController: onFirst(
    { resource: services, isMeant: ({ metadata }) => metadata.name !== 'kubernetes' },
    () =>
      (
        require('./endpoints/endpoint-slice-controller') as typeof import('./endpoints/endpoint-slice-controller')
      ).endpointSliceController,
  ),
  scheduler,
  podGarbageCollector,
  garbageCollector,
}

/** Starts everything that acts by itself in a cluster; the answer stops it. */
export function startControllers(context: ControllerContext): () => void {
  const stops = Object.entries(controllers).map(([name, start]) =>
    start({ ...context, random: context.random.of(name) }),
  )
  return () => {
    for (const stop of stops) stop()
  }
}
