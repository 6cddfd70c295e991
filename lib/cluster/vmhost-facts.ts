import { type Host } from '../host/host'
import { raw, root } from '../host/command'
import { type ClusterSpec } from '../testbed/testbed'
import { slug } from '../lifecycle/journal/journal'
import { startOf } from './profile'
import { factWord, parseFacts } from '../host/facts'

/** What the vmhost is like before anything is changed on it. */
export interface VmhostFacts {
  /** Docker's server version; empty when Docker does not answer, and then `dockerError` says why. */
  readonly docker: string
  readonly dockerError: string
  /** `running`, `exited` …, or empty: the state of a container with the profile's name. */
  readonly profileContainer: string
  /** The journal of the run that has started it, here; else empty. */
  readonly profileOwner: string
  /** It is a cluster of ours that may be used. */
  readonly profileReady: boolean
  /** Somebody listens on the API port. */
  readonly apiPortTaken: boolean
  /** The container that does, with its image; empty when it is none. */
  readonly apiPortHolder: string
  /** What the testbed file's `minikube.path` says of its version; empty without such a path or such a binary. */
  readonly minikubeVersion: string
  /** `x86_64`, `aarch64`: decides which minikube is downloaded. */
  readonly architecture: string
  readonly protectedRegular: string
}

/** Looks at the vmhost in one round trip. Changes nothing. */
export async function vmhostFacts(vmhost: Host, cluster: ClusterSpec): Promise<VmhostFacts> {
  const port = cluster.apiPort.toString(16).toUpperCase().padStart(4, '0')
  const { stdout } = await vmhost.run(root`
    ${factWord}
    fact docker "$(docker version --format '{{.Server.Version}}' 2>/dev/null)"
    fact dockerError "$(docker version --format '{{.Server.Version}}' 2>&1 >/dev/null | tail -n 1)"
    fact profileContainer "$(docker container inspect --format '{{.State.Status}}' ${cluster.profile} 2>/dev/null)"
    owner=$(ls -d /var/lib/kubesonic/*/*-${raw(slug(startOf(cluster.profile)))}.sh 2>/dev/null | tail -n 1)
    fact profileOwner "$([ -z "$owner" ] || basename "$(dirname "$owner")")"
    fact profileReady "$([ -z "$owner" ] || [ ! -e "$(dirname "$owner")/ready" ] || echo yes)"
    fact apiPortHolder "$(docker ps --filter publish=${cluster.apiPort} --format 'container {{.Names}} ({{.Image}})' 2>/dev/null | head -n 1)"
    fact listening "$(cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" {print $2}' | grep -c ${`:${port}$`})"
    fact minikubeVersion "$(${cluster.minikube.path ?? 'false'} version 2>/dev/null | head -n 1)"
    fact architecture "$(uname -m)"
    fact protectedRegular "$(cat /proc/sys/fs/protected_regular 2>/dev/null)"
  `)
  const facts = parseFacts(stdout)
  return {
    docker: facts('docker'),
    dockerError: facts('dockerError'),
    profileContainer: facts('profileContainer'),
    profileOwner: facts('profileOwner'),
    profileReady: facts('profileReady') === 'yes',
    apiPortTaken: facts('listening') !== '0',
    apiPortHolder: facts('apiPortHolder'),
    minikubeVersion: facts('minikubeVersion').replace(/^minikube version: /, ''),
    architecture: facts('architecture'),
    protectedRegular: facts('protectedRegular'),
  }
}
