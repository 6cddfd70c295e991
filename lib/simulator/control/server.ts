import { createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { Switches } from '../switches/switches'
import type { Simulation } from '../simulation/simulation'
import type { Gaps } from './gaps'
import type { ControlAnswer, ControlMethods, ControlRequest, FaultDescription } from './protocol'

type Handlers = {
  [M in keyof ControlMethods]: (
    params: ControlMethods[M]['params'],
  ) => ControlMethods[M]['result'] | Promise<ControlMethods[M]['result']>
}

/** Serves the control socket at `path`; the answer closes it. */
export async function serveControl(
  path: string,
  simulation: Simulation,
  faults: Switches,
  gaps: Gaps,
): Promise<() => Promise<void>> {
  const handlers = handlersOf(simulation, faults, gaps)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    createInterface({ input: socket }).on('line', (line) => {
      void answer(handlers, line).then((reply) => socket.write(`${JSON.stringify(reply)}\n`))
    })
  })
  await listen(server, path)
  return async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
}

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })

async function answer(handlers: Handlers, line: string): Promise<ControlAnswer> {
  const { method, params } = JSON.parse(line) as ControlRequest
  try {
    const handle = handlers[method] as ((params: unknown) => unknown) | undefined
    if (!handle)
      throw new Error(`The simulated testbed's control socket has no method "${method}".`)
    return { result: (await handle(params)) ?? null }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

function handlersOf(simulation: Simulation, faults: Switches, gaps: Gaps): Handlers {
  const { vmhost, duts, clock, random } = simulation
  return {
    faults: () => described(faults),
    fault: (wanted) => turned(faults, wanted),
    'unknown-commands': () => gaps.unknown(),
    'unaccounted-alterations': () =>
      [vmhost, ...duts].flatMap(({ machine }) =>
        machine.alterations.unaccounted.map((each) => ({ machine: machine.hostname, ...each })),
      ),
    state: () => ({
      seed: random.seed,
      scale: clock.scale,
      clusters: [...vmhost.clusters].map(([profile, { running }]) => ({ profile, running })),
      duts: duts.map(({ machine }) => machine.hostname),
      memoryBytes: process.memoryUsage().rss,
      cpuMs: cpuMs(),
    }),
  }
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const described = (faults: Switches): FaultDescription[] =>
  faults.catalogue.all.map(({ name, what, parameters }) => ({
    name,
    what,
    parameters,
    on: faults.active().includes(name),
  }))

async function turned(
  faults: Switches,
  { name, on, parameters }: ControlMethods['fault']['params'],
): Promise<null> {
  await (on ? faults.switchOn(name, parameters) : faults.switchOff(name))
  return null
}
