import type { ShellContext } from '../../../types'
import { Commands } from '../io/commands'
import { Inputs } from '../io/inputs'
import { MainInput } from '../io/main-input'
import { Outputs } from '../io/outputs'
import { largestInteger } from '../values/numbers'
import { Input } from '../values/value'
import { RandomNumbers } from '../values/random-numbers'
import { Regexes } from './regexes'
import { Variables } from './variables'

/** What a program works with as it runs. */
export class Runtime {
  readonly regexes = new Regexes()
  readonly variables: Variables
  readonly commands: Commands
  readonly outputs: Outputs
  readonly inputs: Inputs
  readonly main: MainInput
  readonly random: RandomNumbers

  constructor(
    private readonly context: ShellContext,
    taken: ReadonlySet<string>,
    isInteractive: boolean,
  ) {
    this.variables = new Variables(this.regexes, taken)
    this.commands = new Commands(context)
    this.outputs = new Outputs(context, this.commands, isInteractive)
    this.inputs = new Inputs(context, this.commands, () => this.variables.terminator)
    this.main = new MainInput(this.variables, context)
    this.random = new RandomNumbers(
      Math.floor(context.machine.random.of('awk').next() * largestInteger),
    )
  }

  /** ARGV, ARGC and ENVIRON, each of whose values is compared as a number where it looks like one. */
  prepare(args: readonly string[], environment: readonly (readonly [string, string])[]): void {
    const { variables } = this
    for (const [index, arg] of args.entries()) variables.array('ARGV').set(index, new Input(arg))
    variables.set(variables.slot('ARGC'), args.length)
    for (const [name, value] of environment) variables.array('ENVIRON').set(name, new Input(value))
  }

  /** In whole seconds since the epoch, by the machine's clock. */
  seconds(): number {
    return Math.floor(this.context.machine.clock.now() / 1000)
  }
}
