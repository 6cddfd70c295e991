import { lockPaths } from '../vmhost/minikube/lock-files'
import { MinikubeFailure } from '../vmhost/minikube/failure'
import { onEveryCluster } from '../seams/every-cluster'
import type { Switchable } from '../switches/switchable'
import { startFailures } from './start-failures'

const minikubeStartFails: Switchable = {
  name: 'minikube-start-fails',
  what: 'minikube start ends with an error after it has begun to create the container.',
  parameters: {
    reason: {
      meaning: `minikube's identifier: ${Object.keys(startFailures).join(' ')}, or another with code and message`,
      byDefault: 'GUEST_PROVISION',
    },
    code: { meaning: 'its exit code, without it that of the reason', byDefault: '' },
    message: { meaning: 'its text, without it that of the reason', byDefault: '' },
  },
  apply({ vmhost }, { reason = '', code, message }) {
    const known = startFailures[reason]
    vmhost.startFailure = new MinikubeFailure(
      Number(code || (known?.code ?? 80)),
      reason,
      message || (known?.message ?? 'Unable to start'),
    )
    return () => {
      vmhost.startFailure = undefined
    }
  },
}

const downloadCorrupted: Switchable = {
  name: 'download-corrupted',
  what: 'What arrives instead of minikube is a page of the proxy; the checksum does not match.',
  parameters: {},
  apply({ vmhost }) {
    vmhost.downloads.corrupted = true
    return () => {
      vmhost.downloads.corrupted = false
    }
  },
}

const staleLock: Switchable = {
  name: 'stale-lock',
  what: "minikube's lock files in /tmp are another user's: with fs.protected_regular not even root may open them.",
  parameters: {
    home: { meaning: 'the home of the user whom they lock out', byDefault: '/root' },
    profile: { meaning: 'which profile', byDefault: 'kubesonic' },
  },
  apply({ vmhost: { machine } }, { home = '', profile = '' }) {
    const locks = lockPaths(home, profile).map(({ path }) => path)
    const left = locks.filter((path) => !machine.fs.exists(path))
    for (const path of left) machine.fs.writeText(path, '', { uid: 1100, gid: 1100, mode: 0o600 })
    return () => left.forEach((path) => machine.fs.remove(path))
  },
}

const clusterDies: Switchable = {
  name: 'cluster-dies',
  what: "The cluster's container on the vmhost is killed, as for want of memory; it starts again when the fault ends.",
  parameters: {},
  apply: (simulation) =>
    onEveryCluster(simulation, (cluster) => {
      const { docker } = simulation.vmhost
      if (!cluster.running) return () => undefined
      docker.ended(cluster.container, 137)
      return async () => {
        if (docker.find(cluster.container.id) && !cluster.running) await cluster.start()
      }
    }),
}

export const minikubeFaults: readonly Switchable[] = [
  minikubeStartFails,
  downloadCorrupted,
  staleLock,
  clusterDies,
]
