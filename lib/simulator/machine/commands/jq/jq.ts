import type { Tool } from '../tool'
import { runJq } from './jq-program'
import { InputWanted } from './open-files'

/** jq 1.6 itself. */
export const jq: Tool = async (args, context) => {
  if (surelyReadsInput(args)) return runJq(args, context, await context.input())
  try {
    return runJq(args, context, undefined)
  } catch (error) {
    if (!(error instanceof InputWanted)) throw error
    return runJq(args, context, await context.input())
  }
}

/** A filter and no file: what jq asks for in the middle of its run is there then, and it need not run twice. */
const surelyReadsInput = (args: readonly string[]): boolean =>
  args.filter((arg) => !/^-[acCeijMrRsS]+$/.test(arg)).length === 1 &&
  args.some((arg) => !arg.startsWith('-'))
