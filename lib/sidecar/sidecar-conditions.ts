import { type Condition, met, notYet } from '../wait/condition'
import { seconds } from '../wait/duration'
import { type Sidecar } from './sidecar'
import { type SidecarLook, type SyncedFile } from './sidecar-look'

/** Met once each file on the DUT is the one that the sidecar's image has for the DUT's branch, with mode 755. Gives the look. */
export const filesSynced = (sidecar: Sidecar): Condition<SidecarLook> =>
  look(sidecar, `the files of ${sidecar.feature}'s sidecar on the DUT`, (found) => {
    if (!found.sidecar) return 'no container of the sidecar runs'
    return found.files.map(whatIsWrong).find((wrong) => wrong !== undefined)
  })

/** Met once the feature's own container of systemd is gone, and its unit stands for the pod. */
export const nativeReplaced = (sidecar: Sidecar): Condition<SidecarLook> =>
  look(sidecar, `the native container ${sidecar.feature} to be gone`, (found) => {
    if (found.native !== undefined) return `the native container is ${found.native}`
    return found.unit === 'active' ? undefined : `unit ${sidecar.feature} is ${found.unit}`
  })

/** Met once the feature's unit has started, and a container of its pod runs. */
export const unitStarted = (sidecar: Sidecar): Condition<SidecarLook> =>
  look(sidecar, `unit ${sidecar.feature} to be active, with a pod`, ({ unit, container }) => {
    if (unit !== 'active') return `unit ${sidecar.feature} is ${unit}`
    return container === undefined ? `no container ${sidecar.feature} of a pod runs` : undefined
  })

/**
 * Met once the sidecar runs and does nothing on the DUT, and the feature's container runs, in two looks on end: what follows
 * a copy comes a command at a time, and restarts the container.
 */
export function sidecarSettled(sidecar: Sidecar): Condition<SidecarLook> {
  let quiet = 0
  return look(sidecar, `${sidecar.feature}'s sidecar to have done what follows a copy`, (found) => {
    const isQuiet = found.sidecar !== undefined && found.container !== undefined && !found.acts
    quiet = isQuiet ? quiet + 1 : 0
    if (quiet >= 2) return undefined
    if (found.sidecar === undefined) return 'no container of the sidecar runs'
    if (found.acts) return 'it still runs commands on the DUT'
    return found.container === undefined
      ? `no container ${sidecar.feature} of a pod runs`
      : 'it has just ended the last of them'
  })
}

const look = (
  sidecar: Sidecar,
  description: string,
  problem: (found: SidecarLook) => string | undefined,
): Condition<SidecarLook> => ({
  description,
  hint: `journalctl -t systemd_stub.py -n 50   (on ${sidecar.dut.name})`,
  everyMs: seconds(1) / 4,
  async check() {
    const found = await sidecar.look()
    const why = problem(found)
    return why === undefined ? met(found) : notYet(why)
  },
})

function whatIsWrong({ path, hash, mode, wanted }: SyncedFile): string | undefined {
  if (wanted === undefined) return `the sidecar's image has no source of ${path}`
  if (hash === undefined) return `there is no ${path}`
  if (hash !== wanted)
    return `${path} is not the image's (SHA-256 ${hash.slice(0, 12)}…, not ${wanted.slice(0, 12)}…)`
  return mode === '755' ? undefined : `${path} has mode ${mode}, not 755`
}
