import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type {
  ControlAnswer,
  ControlMethods,
  FaultDescription,
  SimulationState,
  UnaccountedAlteration,
} from './protocol'

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

/** The simulated testbed's control socket, as the suite uses it. */
export class SimulatorControl {
  readonly #waiting = new Map<number, Waiting>()
  #id = 0

  private constructor(private readonly socket: Socket) {
    createInterface({ input: socket }).on('line', (line) => this.#answered(JSON.parse(line) as ControlAnswer))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values())
        reject(new Error('The simulated testbed has ended: its control socket was closed.'))
      this.#waiting.clear()
    })
  }

  /** Rejects when nothing listens at `path`: the simulated testbed has ended. */
  static connect(path: string): Promise<SimulatorControl> {
    return new Promise((resolve, reject) => {
      const socket = connect(path)
      socket.once('error', (error) =>
        reject(new Error(`The simulated testbed does not answer at ${path}: ${error.message}`)),
      )
      socket.once('connect', () => {
        socket.removeAllListeners('error')
        resolve(new SimulatorControl(socket))
      })
    })
  }

  /** All faults there are, and which are on. */
  faults(): Promise<readonly FaultDescription[]> {
    return this.#call('faults', {})
  }

  async switchFault(name: string, on: boolean, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#call('fault', { name, on, parameters })
  }

  /** What the machines and the API were asked and did not know: each a text for people. */
  unknownCommands(): Promise<readonly string[]> {
    return this.#call('unknown-commands', {})
  }

  unaccountedAlterations(): Promise<readonly UnaccountedAlteration[]> {
    return this.#call('unaccounted-alterations', {})
  }

  state(): Promise<SimulationState> {
    return this.#call('state', {})
  }

  close(): void {
    this.socket.destroy()
  }

  #call<M extends keyof ControlMethods>(
    method: M,
    params: ControlMethods[M]['params'],
  ): Promise<ControlMethods[M]['result']> {
    const id = (this.#id += 1)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject })
      this.socket.write(`${JSON.stringify({ id, method, params })}\n`)
    })
  }

  #answered(answer: ControlAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(new Error(answer.error))
    else waiting?.resolve(answer.result)
  }
}
