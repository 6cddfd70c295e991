import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { root } from '../suite/kubesonic'
import { type ScenarioOutcome } from './outcome'

/** One scenario, and the mutant that is on meanwhile, if any. */
export interface Proof {
  readonly feature: string
  readonly scenario: string
  readonly mutant?: string
}

type Reply = { readonly outcome: ScenarioOutcome } | { readonly error: string }

/** A process that runs scenarios of the plan, one at a time, on a testbed of its own. */
export class Prover {
  readonly #process: ChildProcess

  constructor() {
    this.#process = fork(path.join(__dirname, 'prover-process.ts'), {
      cwd: root,
      execArgv: ['--require', path.join(root, 'bin/register.cjs')],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
  }

  /** Rejects with what went wrong outside of the scenario. */
  async prove(proof: Proof): Promise<ScenarioOutcome> {
    const ended = new AbortController()
    const reply = Promise.race([
      once(this.#process, 'message', ended),
      once(this.#process, 'exit', ended).then(([code]) => {
        throw new Error(`The prover has ended with ${String(code)}.`)
      }),
    ])
    this.#process.send(proof)
    try {
      const [answer] = (await reply) as [Reply]
      if ('error' in answer) throw new Error(answer.error)
      return answer.outcome
    } finally {
      ended.abort()
    }
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null) return
    const ended = once(this.#process, 'exit')
    this.#process.disconnect()
    await ended
  }
}
