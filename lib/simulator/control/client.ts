import { connect } from 'node:net'
import type {
  ControlAnswer,
  ControlMethods,
  SimulationState,
  FaultDescription,
  UnaccountedAlteration,
} from './protocol'

/** The simulated testbed's control socket, as the suite uses it: one short connection for each question. */
export class ControlClient {
  constructor(private readonly path: string) {}

  /** All faults there are, and which are on. */
  faults(): Promise<readonly FaultDescription[]> {
    return this.#ask('faults', {})
  }

  /** Rejects when there is no such fault or parameter; the message says which there are. */
  async switchFault(
    name: string,
    on: boolean,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.#ask('fault', { name, on, parameters })
  }

  /** What the machines and the API were asked and did not know: each a text for people. */
  unknownCommands(): Promise<readonly string[]> {
    return this.#ask('unknown-commands', {})
  }

  unaccountedAlterations(): Promise<readonly UnaccountedAlteration[]> {
    return this.#ask('unaccounted-alterations', {})
  }

  state(): Promise<SimulationState> {
    return this.#ask('state', {})
  }

  /** All that the simulated testbed holds against a run, in words: what it did not know, changes without undo. */
  async findings(): Promise<readonly string[]> {
    const alterations = await this.unaccountedAlterations()
    return [
      ...(await this.unknownCommands()),
      ...alterations.map(
        ({ machine, what, script }) =>
          `${machine} was changed without an undo: ${what}\n    ${script}\n  Next: make the change through Host.change().`,
      ),
    ]
  }

  #ask<M extends keyof ControlMethods>(
    method: M,
    params: ControlMethods[M]['params'],
  ): Promise<ControlMethods[M]['result']> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.path)
      const fail = (reason: string): void =>
        reject(new Error(`The simulated testbed does not answer at ${this.path}: ${reason}`))
      socket.once('error', (error) => fail(error.message))
      socket.once('close', () => fail('it has ended'))
      let text = ''
      socket.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (!text.endsWith('\n')) return
        const answer = JSON.parse(text) as ControlAnswer
        if ('error' in answer) reject(new Error(answer.error))
        else resolve(answer.result as ControlMethods[M]['result'])
        socket.destroy()
      })
      socket.write(`${JSON.stringify({ method, params })}\n`)
    })
  }
}
