import { root } from '../host/command'
import { type Host } from '../host/host'
import { mistakeAt } from '../testbed/mistake-at'
import { type Testbed } from '../testbed/testbed'
import { seconds } from '../wait/duration'
import { hasRegistry } from './registry-check'

/** What curl exits with where nobody takes the connection; a name that is unknown, or silence, is otherwise. */
const refused = '7'

/**
 * The vmhost, through which the DUTs pull, finds somebody at the registry's port. Whoever listens there may still refuse all
 * that is asked. Nothing is said where that cannot be told: the DUTs have a way of their own, the vmhost has a proxy, or no
 * curl. Changes nothing.
 * @throws TestbedFileError naming line, field, and that the port is wrong or the registry is down
 */
export async function insistOnReach(testbed: Testbed, vmhost: Host): Promise<void> {
  if (!hasRegistry(testbed) || !testbed.registry.proxy || testbed.vmhost.proxy) return
  const { host } = testbed.registry
  const { stdout } = await vmhost.run(
    root`
      command -v curl > /dev/null || exit 0
      curl -sk --noproxy '*' --max-time 10 -o /dev/null ${`https://${host}/v2/`} || echo $?`,
    { within: seconds(20) },
  )
  if (stdout.trim() === refused)
    throw mistakeAt(
      testbed,
      ['registry', 'host'],
      `nobody takes a connection at ${host}, as the vmhost sees it: correct the port, or start the registry`,
    )
}
