import { type ClusterSpec } from '../testbed/testbed'
import { clusterRun } from '../lifecycle/run-id'
import { type VmhostFacts } from './vmhost-facts'

/** Why the cluster of the testbed file cannot be had on this vmhost, and the fix; undefined when it can. */
export function vmhostComplaint(
  facts: VmhostFacts,
  cluster: ClusterSpec,
  run?: string,
): string | undefined {
  return (
    withoutDocker(facts) ??
    wrongMinikube(facts, cluster) ??
    (cluster.existing ? notExisting(facts, cluster) : notFree(facts, cluster, run))
  )
}

function withoutDocker({ docker, dockerError }: VmhostFacts): string | undefined {
  if (docker !== '') return undefined
  return `The vmhost has no running Docker: ${dockerError || 'docker version printed nothing'}.
  Next: install or start it (systemctl start docker), or name another vmhost in the testbed file.`
}

function wrongMinikube(facts: VmhostFacts, { minikube }: ClusterSpec): string | undefined {
  if (minikube.path === null || facts.minikubeVersion === minikube.version) return undefined
  const found =
    facts.minikubeVersion === '' ? 'is no minikube' : `is minikube ${facts.minikubeVersion}`
  return `cluster.minikube.path: ${minikube.path} on the vmhost ${found}, cluster.minikube.version is ${minikube.version}.
  Next: correct one of the two fields, or leave path out to have minikube downloaded.`
}

function notExisting(facts: VmhostFacts, { profile }: ClusterSpec): string | undefined {
  if (facts.profileContainer === 'running') return undefined
  return `cluster.existing is true, but no container "${profile}" runs on the vmhost.
  Next: start that cluster, correct cluster.profile, or set cluster.existing to false.`
}

function notFree(facts: VmhostFacts, cluster: ClusterSpec, run?: string): string | undefined {
  const { profileContainer: state, profileOwner: owner, profileReady } = facts
  if (run !== undefined && owner === clusterRun(run)) return undefined
  if (profileReady && state === 'running') return undefined
  if (profileReady)
    return `The cluster "${cluster.profile}" that ${owner} has on the vmhost does not run (${state || 'its container is gone'}).
  Next: npx kubesonic restore --testbed FILE takes it down once no run uses it; the next run starts a new one.`
  if (state !== '')
    return `A container "${cluster.profile}" (${state}) is on the vmhost already: ${owner === '' ? "somebody else's cluster" : `the cluster of run ${owner}`}.
  Next: choose another cluster.profile and cluster.apiPort, or set cluster.existing to true to use it as it is.`
  if (facts.apiPortTaken)
    return `cluster.apiPort: port ${cluster.apiPort} of the vmhost is taken by ${facts.apiPortHolder || 'somebody'} already.
  Next: find out who (docker ps --filter publish=${cluster.apiPort}; ss -ltnp 'sport = :${cluster.apiPort}'), or choose another port.`
  return undefined
}
