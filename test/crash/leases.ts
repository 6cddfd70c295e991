import { textTable } from '../../lib/cli/text-table'
import { killedTakers } from '../../lib/lifecycle/fixtures/killed-takers'
import { clusterStays, contenders, dutRounds } from '../../lib/lifecycle/fixtures/lease-contest'
import { owned } from './owned'

const rounds = 200
const killRounds = 10

/** Who gets a machine that many want at once, some of whom die: in numbers. */
async function main(): Promise<void> {
  const dut = await owned((owner) => dutRounds(owner, rounds))
  const vmhost = await owned((owner) => clusterStays(owner, rounds))
  const killed = {
    dut: await owned((owner) => killedTakers(owner, 'alone', killRounds)),
    vmhost: await owned((owner) => killedTakers(owner, 'cluster', killRounds)),
  }
  const isRight =
    dut.holders === rounds &&
    dut.told === rounds * (contenders - 1) &&
    dut.grew &&
    [...vmhost.problems, ...vmhost.left].length === 0 &&
    Object.values(killed).every(
      ({ most, inVain, left }) => most === 1 && inVain === 0 && left.length === 0,
    )
  const processes = (name: string, { most, inVain, left }: (typeof killed)['dut']): string[] => [
    `${name}, 6 processes, SIGKILL`,
    `${killRounds} rounds`,
    `${most} at once`,
    `the next in vain ${inVain} times`,
    `${left.length} files left`,
  ]
  process.stdout.write(
    textTable([
      ['lease', 'tried', 'held by', 'others', 'afterwards'],
      [
        `DUT, ${contenders} contenders`,
        `${rounds} rounds`,
        `${dut.holders} in all`,
        `${dut.told} told by whom`,
        dut.grew ? 'the number grew each time' : 'the number did NOT grow',
      ],
      [
        `vmhost, ${contenders} contenders`,
        `${vmhost.grants} stays`,
        `${vmhost.problems.length} wrongs`,
        vmhost.problems.join('; ') || 'no cluster lost, nobody overtaken',
        `${vmhost.left.length} files left`,
      ],
      processes('DUT', killed.dut),
      processes('vmhost', killed.vmhost),
    ]),
  )
  process.exitCode = isRight ? 0 : 1
}

void main()
