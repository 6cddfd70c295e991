import { type Controller, type ControllerContext } from './controller'
import { csrController } from './csr-controller'
import { daemonSetController } from './daemonset/daemonset-controller'
import { deploymentController } from './deployment/deployment-controller'
import { replicaSetController } from './deployment/replica-set-controller'
import { endpointsController } from './endpoints-controller'
import { garbageCollector } from './garbage-collector'
import { namespaceController } from './namespace/namespace-controller'
import { nodeAdmission } from './node/node-admission'
import { nodeLifecycle } from './node/node-lifecycle'
import { nodeTaints } from './node/node-taints'
import { podGarbageCollector } from './pod-gc'
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
  deploymentController,
  replicaSetController,
  endpointsController,
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
