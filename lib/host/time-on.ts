import { sh } from './command'
import { type Host } from './host'

/** Now, by the machine's own clock, as `journalctl --since @…` takes it. */
export const timeOn = async (host: Host): Promise<string> =>
  (await host.run(sh`date +%s.%6N`)).stdout.trim()
