import { root } from '../../host/command'
import { type Host } from '../../host/host'
import { type Condition, met, notYet } from '../../wait/condition'
import { milliseconds } from '../../wait/duration'
import { featureLog } from './feature-log'

/**
 * The DUT follows the container that Kubernetes runs: `container wait` has found its id. It looks every two seconds, and a
 * container that ends before it was found leaves a roll that sticks for ever (real-lab-containers 1): so this comes before
 * a roll. Gives the line that says so in the DUT's log.
 */
export const isFollowed = (dut: Host, feature: string): Condition<string> => ({
  description: `${dut.name} to follow the container of Kubernetes that runs ${feature}`,
  hint: `journalctl -t container | grep container_wait   (on ${dut.name})`,
  everyMs: milliseconds(500),
  watch: featureLog(dut),
  async check() {
    const { stdout } = await dut.run(root`
      id=$(sonic-db-cli STATE_DB HGET ${`FEATURE|${feature}`} container_id)
      echo "$id"
      [ -z "$id" ] || journalctl -t container -n 2000 -o short-precise --no-pager | grep -F 'container_wait: ' | grep -F -e ${feature} | grep -F -e "$id" | tail -n 1`)
    const [id = '', line = ''] = stdout.split('\n')
    if (id === '') return notYet('STATE_DB has no container id')
    return line === '' ? notYet(`container wait has not found ${id}`) : met(line)
  },
})
