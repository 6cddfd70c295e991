import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Condition, met, notYet } from '../../wait/condition'

/** What ctrmgrd says when it has tried to join (real-lab.md 14; both generations). */
const joinOutcomes = {
  succeeded: 'do_join: kube_join_master succeeded',
  failed: 'do_join: kube_join_master failed retry after',
} as const

export type JoinOutcome = keyof typeof joinOutcomes

/** Met once ctrmgrd has said how a join went, later than a moment of the machine's clock (`timeOn`). */
export const ctrmgrdSays = (host: Host, outcome: JoinOutcome, since: string): Condition<void> => ({
  description: `ctrmgrd on ${host.name} to say "${joinOutcomes[outcome]}"`,
  hint: `journalctl -t ctrmgrd.py -n 50   (on ${host.name})`,
  async check() {
    const { stdout } = await host.attempt(
      root`journalctl -t ctrmgrd.py _TRANSPORT=syslog --since ${`@${since}`} -o cat --no-pager`,
    )
    if (stdout.includes(joinOutcomes[outcome])) return met(undefined)
    const tries = stdout.split('\n').filter((line) => line.startsWith('do_join: '))
    return notYet(tries.at(-1) ?? 'nothing about a join')
  },
})
