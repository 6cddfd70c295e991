import { root } from '../host/command'
import { type Host } from '../host/host'
import { type Condition, met, notYet } from '../wait/condition'

/**
 * The names of the containers that Docker on the DUT has for pods' containers called `container`:
 * `k8s_<container>_<pod>_<namespace>_<uid>_<attempt>` (dockershim). The image is no criterion: `docker ps` shows
 * an id for it. `which` includes stopped ones.
 */
export async function podContainers(
  dut: Host,
  container: string,
  which: 'running' | 'all',
): Promise<readonly string[]> {
  const all = which === 'all' ? ['-a'] : []
  const { stdout } = await dut.run(
    root`docker ps ${all} --filter ${`name=k8s_${container}_`} --format '{{.Names}}'`,
  )
  return stdout.split('\n').filter((name) => name.startsWith(`k8s_${container}_`))
}

/** Met once Docker on the DUT runs the container of that very pod. */
export const containerOfPodRuns = (
  dut: Host,
  container: string,
  pod: { name: string; uid: string },
): Condition<string> => ({
  description: `the DUT to run container ${container} of pod ${pod.name}`,
  hint: `docker ps -a --filter name=k8s_${container}_   (on ${dut.name})`,
  async check() {
    const running = await podContainers(dut, container, 'running')
    const wanted = running.find((name) => name.includes(`_${pod.name}_`) && name.includes(pod.uid))
    return wanted === undefined ? notYet(running.join(', ') || 'no such container') : met(wanted)
  },
})

/** Met once Docker on the DUT runs no container called `container` for any pod. */
export const noPodContainers = (dut: Host, container: string): Condition<void> => ({
  description: `no container ${container} of a pod to be left on the DUT`,
  hint: `docker ps --filter name=k8s_${container}_   (on ${dut.name})`,
  async check() {
    const running = await podContainers(dut, container, 'running')
    return running.length === 0 ? met(undefined) : notYet(running.join(', '))
  },
})
