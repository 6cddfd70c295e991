import { sonicVersion } from '../dut/sonic-version'
import { root } from '../host/command'
import { type Condition, met, notYet } from '../wait/condition'
import { milliseconds } from '../wait/duration'
import { filesSynced } from './sidecar-conditions'
import { type Sidecar } from './sidecar'
import { type FileOnDut } from './sidecar-look'
import { type SidecarTraits } from './sidecar-traits'

/** The branches that telemetry's sidecar has files for (facts §4.3). */
const telemetryBranches = ['202411', '202412', '202505']

/**
 * Telemetry's sidecar does with its files what the DUT's branch allows: it brings them where it has any for it, and
 * otherwise says in every cycle that it refuses, and leaves the DUT as it is: as it was `before`, by the look that was taken
 * before there was a sidecar.
 */
export async function bringsOrRefuses(
  sidecar: Sidecar,
  { refusesBranches }: SidecarTraits,
  before: readonly FileOnDut[],
): Promise<Condition<unknown>> {
  const { dut } = sidecar
  const branch = /^(20\d{4})\d\d/.exec(await sonicVersion(dut))?.[1] ?? ''
  return telemetryBranches.includes(branch) || !refusesBranches
    ? filesSynced(sidecar)
    : refusal(sidecar, before)
}

const refusal = (sidecar: Sidecar, before: readonly FileOnDut[]): Condition<void> => ({
  description: "telemetry's sidecar to say that it does not support the DUT's branch",
  hint: `journalctl -t systemd_stub.py -n 50   (on ${sidecar.dut.name})`,
  everyMs: milliseconds(250),
  async check() {
    const { stdout } = await sidecar.dut.run(
      root`journalctl -t systemd_stub.py -n 200 -o cat --no-pager | grep ${"^Unsupported branch '.*'; aborting sync to trigger rollback"} | tail -n 1 || :`,
    )
    const { files } = await sidecar.look()
    const written = files.find(
      ({ path, inode }) => inode !== before.find((each) => each.path === path)?.inode,
    )
    if (written)
      throw new Error(`${written.path} was written, although the branch is not supported`)
    return stdout.trim() === '' ? notYet('it does not say so') : met(undefined)
  },
})
