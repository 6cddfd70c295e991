/** What a sidecar makes of the device's build version: a release branch, `master`, `internal` or `private`. */
function branchOfBuild(version: string): string {
  const released = /^(20\d{4})\d{2}/.exec(version)?.[1]
  return released ?? /^(master|internal)\.\d+-[0-9a-f]+/.exec(version)?.[1] ?? 'private'
}

export type Say = (text: string, priority: number) => void

const notice = 5
const warning = 4
const error = 3

/** The device's branch, told of as all sidecars do. */
export function detected(version: string, say: Say): string {
  const branch = branchOfBuild(version)
  const words = /^\d/.test(branch) ? `branch ${branch}` : `${branch} branch`
  if (branch === 'private') say(`Unmatched version pattern (private): ${version}`, notice)
  else say(`Detected ${words} from version: ${version}`, notice)
  return branch
}

/** Those that gnmi's and restapi's sidecars have files for. */
export const releases = ['202311', '202405', '202411', '202505', '202511']

/** The branch whose files gnmi's and restapi's sidecars take: the newest for builds of none, else the nearest lower. */
export function nearestBranch(version: string, say: Say): string {
  const branch = detected(version, say)
  const latest = releases.at(-1) ?? ''
  if (!/^\d+$/.test(branch)) {
    say(`Branch '${branch}' mapped to latest supported: ${latest}`, warning)
    return latest
  }
  const nearest = releases.findLast((each) => Number(each) <= Number(branch))
  if (nearest === branch) return branch
  const oldest = releases[0] ?? ''
  if (nearest === undefined)
    say(`Branch '${branch}' is below minimum supported, falling back to ${oldest}`, error)
  else say(`Branch '${branch}' mapped to nearest lower supported: ${nearest}`, notice)
  return nearest ?? oldest
}

export const telemetryBranches = ['202411', '202412', '202505']

/** telemetry's takes no other than these, and gives up on the rest: the pod is to be rolled back. */
export function listedBranch(version: string, say: Say): string | undefined {
  const branch = detected(version, say)
  if (telemetryBranches.includes(branch)) return branch
  say(`Unsupported branch '${branch}'; aborting sync to trigger rollback`, error)
  return undefined
}
