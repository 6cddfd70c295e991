import type { CommandContext, CommandOutput, SimulatedCommand } from '../machine/types'
import type { SimulatedNetwork } from '../network/simulated-network'
import type { ListeningPorts } from '../network/listening-ports'
import { ForwardProxy } from './forward-proxy'
import { readTinyproxyConfig, type TinyproxyConfig, TinyproxySyntaxError } from './tinyproxy-config'

export interface TinyproxyHost {
  readonly network: SimulatedNetwork
  readonly ports: ListeningPorts
  /** The address that it serves where its configuration names none. */
  readonly address: string
}

const software = 70
const osError = 71

/** `tinyproxy -d -c FILE`: serves until it is stopped. It logs to stdout, as without a LogFile and with `-d`. */
export const tinyproxyCommand = (host: TinyproxyHost): SimulatedCommand => ({
  name: 'tinyproxy',
  async run(args, context) {
    if (args.includes('-v')) return { stdout: 'tinyproxy 1.11.1\n' }
    if (!args.includes('-d'))
      return {
        stderr: 'tinyproxy: in the simulation it only runs in the foreground: tinyproxy -d\n',
        exitCode: 64,
      }
    const path = args[args.indexOf('-c') + 1] ?? '/etc/tinyproxy/tinyproxy.conf'
    const config = readConfig(path, context)
    return 'exitCode' in config ? config : serve(host, config as TinyproxyConfig, context)
  },
})

function readConfig(path: string, { fs }: CommandContext): TinyproxyConfig | CommandOutput {
  try {
    return readTinyproxyConfig(fs.readText(path))
  } catch (error) {
    const why =
      error instanceof TinyproxySyntaxError
        ? error.message
        : `Could not open config file "${path}".`
    return {
      stderr: `tinyproxy: ${why}\nUnable to parse config file. Not starting.\n`,
      exitCode: software,
    }
  }
}

async function serve(
  { network, ports, address }: TinyproxyHost,
  config: TinyproxyConfig,
  { machine, signal, stream }: CommandContext,
): Promise<CommandOutput> {
  const { port } = config
  if (ports.isTaken(port))
    return { stderr: 'tinyproxy: Could not create listening sockets.\n', exitCode: osError }
  const log = (line: string): void => stream(`${line}\n`)
  const proxy = new ForwardProxy({ network, machine, config, log })
  const at = await proxy.listen()
  const served = (config.listen.length > 0 ? config.listen : [address]).map((ip) => {
    const free = ports.listen({ address: ip, port, process: 'tinyproxy', pid: 15_573 })
    const stop = network.serve(ip, port, at)
    return () => {
      free()
      stop()
    }
  })
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  for (const end of served) end()
  await proxy.close()
  return {}
}
