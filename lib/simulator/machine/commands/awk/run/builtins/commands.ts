import { toText, type Value } from '../../values/value'
import { inSteps } from '../code'
import type { Runtime } from '../runtime'
import type { Special } from './call'

/** What was printed before is there before the command prints. */
export const system: Special = ({ args }, compiler) => {
  const { outputs, commands } = compiler.runtime
  const command = compiler.text(args[0]!)
  return inSteps(function* (frame) {
    const text = yield* command.steps(frame)
    outputs.flush()
    return yield* commands.system(text)
  })
}

/** The exit code of a command, 0 for a file, -1 for what is not open. */
export const close: Special = ({ args }, compiler) => {
  const { outputs, inputs } = compiler.runtime
  const name = compiler.text(args[0]!)
  return inSteps(function* (frame) {
    const text = yield* name.steps(frame)
    const written = yield* outputs.close(text)
    return written ?? inputs.close(text) ?? -1
  })
}

export const fflush = (args: readonly Value[], { outputs, variables }: Runtime): Value => {
  const [given] = args
  if (args.length === 0) {
    outputs.stdout.flush()
    return 0
  }
  const name = toText(given, variables.convfmt)
  if (name !== '') return outputs.flushOne(name) ? 0 : -1
  outputs.flush()
  return 0
}
