import { healthy } from '../lib/dut/features/health'
import { type Session } from '../lib/lifecycle/session/session'
import { type ContainerUpgrade } from '../lib/upgrade/container-upgrade'
import { upgradeIn } from '../lib/upgrade/upgrade-in'
import { minutes, seconds } from '../lib/wait/duration'
import { waitFor } from '../lib/wait/wait-for'
import { images, upgradeOf } from '../support/matrix/cells'
import { cost } from './cost'
import { inSession } from './in-session'
import { type Measurement } from './measurement'

const cellLimitMs = 2000
const overheadLimit = 0.1

/** What the framework adds to container upgrades: a cell of the matrix without delays, a scenario with those of machines. */
export const upgrade = async (): Promise<Measurement[]> => [
  await inSession(['--pace', '0'], cells),
  await inSession(['--pace', 'real'], overhead),
]

/** A cell is what the rows' scenario does on a joined DUT: there, proven, back; and the undo. */
async function cells(session: Session): Promise<Measurement> {
  await session.reach('joined')
  // The DUT is told the way to the registry once in a run, as it joins once.
  await upgradeIn(session, 'snmp')
  const costs: { ms: number; cpuMs: number }[] = []
  for (const image of images) {
    const { feature, version } = upgradeOf({ image })
    costs.push(
      await cost(session.testbed, async () => {
        const upgrade = await upgradeIn(session, feature)
        await upgrade.insistOnLocalMode()
        await toKube(session, upgrade, version)
        await back(upgrade)
        await upgrade.undo()
      }),
    )
  }
  const slowest = Math.max(...costs.map(({ ms }) => ms))
  const cpuMs = Math.max(...costs.map((each) => each.cpuMs))
  return {
    what: 'a cell of the upgrade matrix at pace 0, the slowest',
    measured: `${(slowest / 1000).toFixed(2)} s`,
    against: `${images.length} images; ${(cpuMs / 1000).toFixed(2)} s of CPU, the twin's with it`,
    limit: `${cellLimitMs / 1000} s`,
    reached: slowest <= cellLimitMs,
  }
}

/**
 * Local, one version, the next, local, as the plan's scenario. The device's part of it is what its own log says: from the
 * end of our request to the last write that made true what was waited for. All else is ours: the calls, how late a wait
 * notices, the proofs.
 */
async function overhead(session: Session): Promise<Measurement> {
  await session.reach('joined')
  const upgrade = await upgradeIn(session, 'snmp')
  const begin = performance.now()
  await upgrade.insistOnLocalMode()
  const deviceMs = [
    await toKube(session, upgrade, '20261102.01'),
    await followed(upgrade),
    await toKube(session, upgrade, '20261103.01'),
    await back(upgrade),
  ].reduce((sum, ms) => sum + ms)
  const ms = performance.now() - begin
  await upgrade.undo()
  const share = (ms - deviceMs) / deviceMs
  return {
    what: 'an upgrade scenario at pace real: overhead of the framework',
    measured: `${(share * 100).toFixed(1)} %`,
    against: `${((ms - deviceMs) / 1000).toFixed(2)} s beside ${(deviceMs / 1000).toFixed(1)} s of the device's own log`,
    limit: `${overheadLimit * 100} %`,
    reached: share <= overheadLimit,
  }
}

async function toKube(
  session: Session,
  upgrade: ContainerUpgrade,
  version: string,
): Promise<number> {
  await upgrade.deploy(version)
  await upgrade.handOver()
  const asked = Date.now()
  await upgrade.runsInKubeMode(minutes(2))
  const took = await sinceAsked(upgrade, asked)
  insistOnNone(await upgrade.doubtsInKubeMode())
  const container = await upgrade.container()
  await waitFor(healthy(session.dut.host, container), { within: seconds(60) })
  return took
}

/** `container wait` looks for the container's id every two seconds. */
async function followed(upgrade: ContainerUpgrade): Promise<number> {
  const asked = Date.now()
  return Math.max(0, timeOf(await upgrade.isFollowed(seconds(30))) - asked)
}

async function back(upgrade: ContainerUpgrade): Promise<number> {
  await upgrade.handBack()
  const asked = Date.now()
  await upgrade.runsInLocalMode(minutes(2))
  const took = await sinceAsked(upgrade, asked)
  await upgrade.isProvenLocal(seconds(15))
  return took
}

/** How long the device took by its own log, which has the time of this machine: it is simulated here. */
async function sinceAsked(upgrade: ContainerUpgrade, asked: number): Promise<number> {
  const { writes } = await upgrade.path('current_owner')
  return Math.max(0, timeOf(writes.at(-1)?.at ?? '') - asked)
}

/** `Nov 23 09:16:15.805449 …`, as its log has it, in milliseconds since the epoch. */
function timeOf(logged: string): number {
  const [month, day, time] = logged.split(/ +/)
  const ms = Date.parse(`${month} ${day} ${new Date().getUTCFullYear()} ${time} UTC`)
  if (Number.isNaN(ms)) throw new Error(`The DUT's log has no time here: "${logged}"`)
  return ms
}

function insistOnNone(doubts: readonly string[]): void {
  if (doubts.length > 0) throw new Error(doubts.join('\n'))
}
