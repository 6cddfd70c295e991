import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Condition, met, notYet } from '../../wait/condition'

/** A container of a pod as Docker on the DUT names it: `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>` (dockershim). */
export interface PodContainer {
  readonly name: string
  /** `POD` is the sandbox. */
  readonly container: string
  readonly pod: string
  readonly uid: string
}

/**
 * The containers that Docker on the DUT runs for the pods of a workload, their sandboxes among them: pods named
 * `<workload>-…`. The image is no criterion: `docker ps` shows an id for it.
 */
export async function podContainers(dut: Host, workload: string): Promise<readonly PodContainer[]> {
  const { stdout } = await dut.run(root`docker ps --filter name=k8s_ --format '{{.Names}}'`)
  return stdout
    .split('\n')
    .flatMap(parseName)
    .filter(({ pod }) => pod.startsWith(`${workload}-`))
}

function parseName(name: string): PodContainer[] {
  const [prefix, container, pod, , uid] = name.trim().split('_')
  if (prefix !== 'k8s' || !container || !pod || !uid) return []
  return [{ name: name.trim(), container, pod, uid }]
}

/** Met once Docker on the DUT runs the container of that very pod. */
export const containerOfPodRuns = (
  dut: Host,
  container: string,
  pod: { readonly name: string; readonly uid: string },
): Condition<PodContainer> => ({
  description: `the DUT to run container ${container} of pod ${pod.name}`,
  hint: `docker ps -a --filter name=k8s_${container}_   (on ${dut.name})`,
  async check() {
    const running = await podContainers(dut, pod.name.replace(/-[^-]*$/, ''))
    const wanted = running.find((each) => each.container === container && each.uid === pod.uid)
    return wanted ? met(wanted) : notYet(namesOf(running))
  },
})

/** Met while Docker on the DUT runs that container of any pod of the workload: asks the DUT only, not the cluster. */
export const containerOfWorkloadRuns = (
  dut: Host,
  container: string,
  workload: string,
): Condition<PodContainer> => ({
  description: `the DUT to run container ${container} of a pod of ${workload}`,
  hint: `docker ps -a --filter name=k8s_${container}_   (on ${dut.name})`,
  async check() {
    const running = await podContainers(dut, workload)
    const wanted = running.find((each) => each.container === container)
    return wanted ? met(wanted) : notYet(namesOf(running))
  },
})

/** Met once Docker on the DUT runs no container for any pod of the workload, sandboxes included. */
export const noPodContainers = (dut: Host, workload: string): Condition<void> => ({
  description: `no container of a pod of ${workload} to be left on the DUT`,
  hint: `docker ps --filter name=k8s_   (on ${dut.name})`,
  async check() {
    const running = await podContainers(dut, workload)
    return running.length === 0 ? met(undefined) : notYet(namesOf(running))
  },
})

const namesOf = (containers: readonly PodContainer[]): string =>
  containers.map(({ name }) => name).join(', ') || 'no such container'
