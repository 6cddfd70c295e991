/** What a sidecar makes of the device's build version: a release branch, `master`, `internal` or `private`. */
export function branchOfBuild(version: string): string {
  const released = /^(20\d{4})\d{2}/.exec(version)?.[1]
  return released ?? /^(master|internal)\.\d+-[0-9a-f]+/.exec(version)?.[1] ?? 'private'
}

export type Say = (text: string, priority: number) => void

const notice = 5
const error = 3

/** Those that gnmi's and restapi's sidecars have files for. */
export const releases = ['202311', '202405', '202411', '202505', '202511']

/** The branch whose files gnmi's and restapi's sidecars take: the newest for builds of none, else the nearest lower. */
export function nearestBranch(version: string, say: Say): string {
  const branch = branchOfBuild(version)
  const latest = releases.at(-1) ?? ''
  if (branch === 'private') say(`Unmatched version pattern (private): ${version}`, notice)
  if (!/^\d+$/.test(branch)) {
    say(`Branch '${branch}' mapped to latest supported: ${latest}`, notice)
    return latest
  }
  const nearest = releases.findLast((each) => Number(each) <= Number(branch))
  if (nearest === branch) return branch
  const oldest = releases[0] ?? ''
  if (nearest === undefined) say(`Branch '${branch}' is older than any supported: ${oldest}`, error)
  else say(`Branch '${branch}' mapped to nearest supported: ${nearest}`, notice)
  return nearest ?? oldest
}

export const telemetryBranches = ['202411', '202412', '202505']

/** telemetry's takes no other than these, and gives up on the rest: the pod is to be rolled back. */
export function listedBranch(version: string, say: Say): string | undefined {
  const branch = branchOfBuild(version)
  if (telemetryBranches.includes(branch)) return branch
  say(`Unsupported branch '${branch}'; aborting sync to trigger rollback`, error)
  return undefined
}
