import type { CommandLine } from '../../go/command-line'
import type { CommandContext, CommandOutput } from '../../machine/types'
import type { MinikubeFailure } from './failure'
import type { MinikubeHost } from './minikube-host'
import type { MinikubeRelease } from './releases'

/** One call of minikube: where it runs, what was asked, and the output as it grows. */
export class MinikubeCall {
  exitCode = 0
  #stderr = ''

  constructor(
    readonly host: MinikubeHost,
    readonly release: MinikubeRelease,
    readonly line: CommandLine,
    readonly context: CommandContext,
  ) {}

  get profile(): string {
    return this.line.value('profile') ?? 'minikube'
  }

  get home(): string {
    return this.context.env.HOME ?? this.context.user.home
  }

  print(line: string): void {
    this.#emit(`${line}\n`)
  }

  /** A line of progress: `* …`. */
  say(line: string): void {
    this.#emit(`* ${line}\n`)
  }

  /** A warning goes to stderr: `! …`. */
  warn(line: string): void {
    this.#stderr += `! ${line}\n`
  }

  fail({ exitCode, id, message, suggestion }: MinikubeFailure): void {
    this.#stderr += `\nX Exiting due to ${id}: ${message}\n`
    if (suggestion) this.#stderr += `* Suggestion: ${suggestion}\n`
    this.exitCode = exitCode
  }

  output(): CommandOutput {
    return { stderr: this.#stderr, exitCode: this.exitCode }
  }

  #emit(text: string): void {
    this.context.stream(text)
  }
}
