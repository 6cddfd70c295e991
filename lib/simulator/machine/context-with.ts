import type { CommandContext } from './types'

/** The same call but for some of it. A copy by `...` would lack what a call makes only when it is asked for. */
export const contextWith = <C extends CommandContext>(context: C, changes: Partial<C>): C =>
  Object.create(context, Object.getOwnPropertyDescriptors(changes)) as C
