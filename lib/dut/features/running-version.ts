import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type V1Pod } from '../../kube/api/client-node'
import { type Condition, met, notYet } from '../../wait/condition'
import { milliseconds } from '../../wait/duration'
import { featureLog } from './feature-log'
import { featureRows } from './feature-rows'

/** One witness of which version runs: what it should say and what it says. */
export interface VersionProof {
  readonly by: string
  readonly wanted: string
  readonly found: string
}

/** A container as Docker on the DUT has it. */
export interface DutContainer {
  /** Its own id, in full. */
  readonly id: string
  /** `sha256:…` */
  readonly imageId: string
  /** Names and digests of that image: `registry/docker-snmp:v2`, `registry/docker-snmp@sha256:…`. */
  readonly imageNames: readonly string[]
  /** IMAGE_VERSION of its environment, which a DaemonSet may have set; empty where it has none. */
  readonly version: string
  /** IMAGE_VERSION that its image was built with; empty where it has none. */
  readonly builtVersion: string
  readonly running: boolean
}

/** Throws `CommandError` where there is no such container. */
export async function dutContainer(dut: Host, nameOrId: string): Promise<DutContainer> {
  const { stdout } = await dut.run(root`
    docker inspect --format '{{.Id}} {{.Image}} {{.State.Running}}' ${nameOrId}
    docker inspect --format '{{range .Config.Env}}{{println .}}{{end}}' ${nameOrId} | sed -n 's/^IMAGE_VERSION=/version /p'
    image=$(docker inspect --format '{{.Image}}' ${nameOrId})
    docker image inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$image" | sed -n 's/^IMAGE_VERSION=/built version /p'
    docker image inspect --format '{{range .RepoTags}}{{println .}}{{end}}{{range .RepoDigests}}{{println .}}{{end}}' "$image"`)
  const [first = '', ...lines] = stdout.split('\n')
  const [id = '', imageId = '', running] = first.split(' ')
  const after = (words: string): string =>
    lines.findLast((line) => line.startsWith(words))?.slice(words.length) ?? ''
  return {
    ...{ id, imageId },
    imageNames: lines.filter((line) => /^\S+$/.test(line)),
    version: after('version '),
    builtVersion: after('built version '),
    running: running === 'true',
  }
}

/**
 * Which version of a feature Kubernetes runs, by three witnesses that do not ask each other: the pod's imageID, the image
 * of the container as Docker on the DUT has it, and the version and container in STATE_DB. None is enough by itself: an
 * image may have several names, a name may have moved, and a row may be left over.
 */
export async function versionInKubeMode(
  dut: Host,
  feature: string,
  pod: V1Pod,
  wanted: { readonly image: string; readonly version: string },
): Promise<readonly VersionProof[]> {
  const status = pod.status?.containerStatuses?.find(({ name }) => name === feature)
  const containerId = status?.containerID?.replace(/^.*:\/\//, '') ?? ''
  const [container, rows] = await Promise.all([
    dutContainer(dut, containerId || feature),
    featureRows(dut, feature),
  ])
  const imageOfPod = status?.imageID?.replace(/^docker(-pullable)?:\/\//, '') ?? ''
  const sameImage = imageOfPod === container.imageId || container.imageNames.includes(imageOfPod)
  const nameOfPod = status?.image ?? ''
  return [
    {
      by: "the pod's image",
      wanted: wanted.image,
      // dockershim calls an image by whichever of its names comes first.
      found: container.imageNames.includes(nameOfPod) ? wanted.image : nameOfPod,
    },
    {
      by: "the pod's imageID",
      wanted: container.imageId,
      found: sameImage ? container.imageId : imageOfPod,
    },
    {
      by: "the container's image on the DUT",
      wanted: wanted.image,
      found: container.imageNames.includes(wanted.image)
        ? wanted.image
        : container.imageNames.join(' '),
    },
    { by: 'IMAGE_VERSION in the container', wanted: wanted.version, found: container.version },
    {
      by: 'IMAGE_VERSION that the image was built with',
      wanted: wanted.version,
      found: container.builtVersion || wanted.version,
    },
    {
      by: 'container_version in STATE_DB',
      wanted: wanted.version,
      found: rows.containerVersion,
    },
    {
      by: 'container_id in STATE_DB',
      wanted: container.id.slice(0, 12),
      found: rows.containerId,
    },
  ]
}

/** The same of a feature that systemd runs, against the image that it had before the run. */
export async function versionInLocalMode(
  dut: Host,
  feature: string,
  wanted: { readonly imageId: string; readonly version: string },
): Promise<readonly VersionProof[]> {
  const [container, rows] = await Promise.all([
    dutContainer(dut, feature),
    featureRows(dut, feature),
  ])
  return [
    {
      by: 'the local container',
      wanted: 'running',
      found: container.running ? 'running' : 'not running',
    },
    { by: "the container's image on the DUT", wanted: wanted.imageId, found: container.imageId },
    { by: 'IMAGE_VERSION in the container', wanted: wanted.version, found: container.version },
    { by: 'container_version in STATE_DB', wanted: wanted.version, found: rows.containerVersion },
    { by: 'container_id in STATE_DB', wanted: feature, found: rows.containerId },
  ]
}

/**
 * All that tells which version a feature runs agrees that it is the DUT's own. A container tells STATE_DB its version 0.4 s
 * or more after its start: until then the row has that of Kubernetes.
 */
export const localModeProven = (
  dut: Host,
  feature: string,
  wanted: { readonly imageId: string; readonly version: string },
): Condition<void> => ({
  description: `Docker and STATE_DB to agree that ${dut.name} runs its own ${feature}`,
  hint: `docker inspect ${feature}; sonic-db-cli STATE_DB HGETALL 'FEATURE|${feature}'   (on ${dut.name})`,
  everyMs: milliseconds(500),
  watch: featureLog(dut),
  async check() {
    const doubts = disagreeing(await versionInLocalMode(dut, feature, wanted))
    return doubts.length === 0 ? met(undefined) : notYet(doubts.join('; '))
  },
})

/** What the witnesses say otherwise, a line each; empty where they agree. */
export const disagreeing = (proofs: readonly VersionProof[]): readonly string[] =>
  proofs
    .filter(({ wanted, found }) => wanted !== found)
    .map(
      ({ by, wanted, found }) => `${by}: wanted ${wanted || '(none)'}, found ${found || '(none)'}`,
    )
